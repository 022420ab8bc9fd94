const openingBracket = 0x5b;
const blanks: readonly number[] = [0x09, 0x0a, 0x0d, 0x20];
const shownLength = 40;

/** Where a peer that has said nothing before begins with something else than a list: the bytes from there on. */
export function foreignStart(chunk: Uint8Array): Uint8Array | undefined {
  const at = chunk.findIndex((byte) => !blanks.includes(byte));
  return at >= 0 && chunk[at] !== openingBracket ? chunk.subarray(at) : undefined;
}

export function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => blanks.includes(byte));
}

export function isJsonArray(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

/** The beginning of a line that a stranger sent, fit for a log. */
export function quoted(line: Uint8Array): string {
  const text = Array.from(line.subarray(0, shownLength), (byte) => String.fromCharCode(byte)).join("");
  const [first = ""] = text.split(/[\r\n]/);
  return JSON.stringify(first.replace(/[^ -~]/g, "\ufffd"));
}
