import { ButtplugError } from "@buttplug-ts/core";

/** The longest path that the systems take for a Unix socket, in bytes. */
const longestPathBytes = process.platform === "darwin" ? 103 : 107;

/** @throws ButtplugError `usage/invalid-argument` unless `isRight`. */
export function demand(isRight: boolean, argument: string, text: string): void {
  if (!isRight) throw new ButtplugError("usage/invalid-argument", `${argument}: ${text}`, { details: { argument } });
}

/** @throws ButtplugError `usage/invalid-argument` for what is no port from `lowest` to 65535. */
export function checkPort(port: number, lowest: 0 | 1): void {
  demand(Number.isInteger(port) && port >= lowest && port <= 65535, "port", `${port} is no port: ${lowest} to 65535`);
}

/** @throws ButtplugError `usage/invalid-argument` for what can be no path of a socket. */
export function checkPath(path: string): void {
  demand(path !== "" && !path.includes("\0"), "path", `${JSON.stringify(path)} is no path of a socket`);
  const bytes = Buffer.byteLength(path);
  const isRight = isPipe(path) || bytes <= longestPathBytes;
  demand(isRight, "path", `${path} has ${bytes} bytes, but a socket's path has at most ${longestPathBytes}`);
}

/** Whether this is a named pipe of Windows, which is no file. */
export function isPipe(path: string): boolean {
  return /^[\\/]{2}[.?][\\/]pipe[\\/]/i.test(path);
}
