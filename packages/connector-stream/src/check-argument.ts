import { demand } from "@buttplug-ts/messages/transport";

/** The longest path that the systems take for a Unix socket, in bytes. */
const longestPathBytes = process.platform === "darwin" ? 103 : 107;

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
