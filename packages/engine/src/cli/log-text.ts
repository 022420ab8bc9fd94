/** Everything that can identify hardware or open a door, in what is logged. */
const token = /([?&#]token=)[^\s&#"']+/gi;
const credentials = /(:\/\/)[^\s/?#"']+@/g;
const bluetoothAddress = /(?<![\da-f])(?:[\da-f]{2}([:_-]))(?:[\da-f]{2}\1){4}([\da-f]{2})(?![\da-f])/gi;
const systemId = /(?<![\da-f])[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{8}([\da-f]{4})(?![\da-f])/gi;

/** Takes secrets out of a line: a log is copied into bug reports. */
export function withoutTokens(text: string): string {
  return text.replace(token, "$1…").replace(credentials, "$1…@");
}

/** Leaves of the addresses of devices only the end, which tells two of them apart. */
export function withoutAddresses(text: string): string {
  return text.replace(bluetoothAddress, "…$1$2").replace(systemId, "…$1");
}

/** One entry of a log as a terminal may show it: strangers choose names in it, and could steer the terminal or forge lines. */
export function asLogText(text: string): string {
  return text
    .replace(/\r?\n/g, "\n    ")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (found) =>
      found === "\n" ? found : `\\u{${found.codePointAt(0)?.toString(16)}}`,
    );
}
