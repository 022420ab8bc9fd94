import { createReadStream } from "node:fs";
import { ButtplugError, textOf } from "@buttplug-ts/core";

/** More than any file of settings or devices has. */
const usualLimitBytes = 8 << 20;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "it does not exist",
  ENOTDIR: "a part of its path is no folder",
  EISDIR: "it is a folder",
  EACCES: "this user may not read it",
  EPERM: "this user may not read it",
};

/** Why a file could not be read, in words. */
export function whyUnreadable(error: unknown): string {
  return reasons[(error as NodeJS.ErrnoException).code ?? ""] ?? textOf(error);
}

/**
 * The text of a file that the user named.
 * @throws ButtplugError `usage/invalid-argument` that names the file and what is wrong with it
 */
export async function readTextFile(
  path: string,
  argument: string,
  limitBytes: number = usualLimitBytes,
): Promise<string> {
  const refuse = (why: string, cause?: unknown) =>
    new ButtplugError("usage/invalid-argument", `${path} ${why}`, { details: { argument }, cause });
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of createReadStream(path)) {
      parts.push(part as Buffer);
      bytes += (part as Buffer).length;
      if (bytes > limitBytes) break;
    }
  } catch (error) {
    throw refuse(`cannot be read: ${whyUnreadable(error)}`, error);
  }
  if (bytes > limitBytes) throw refuse(`is too large: such a file has at most ${limitBytes} bytes`);
  const all = Buffer.concat(parts);
  const problem = whyNoText(all);
  if (problem !== undefined) throw refuse(problem);
  return all.toString("utf8").replace(/^\uFEFF/, "");
}

function whyNoText(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isUtf16) return "is in UTF-16: save it as UTF-8";
  const lineOf = (at: number) => bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
  const zero = bytes.indexOf(0);
  if (zero >= 0) return `is no text in UTF-8: line ${lineOf(zero)} holds a byte that is 0`;
  const text = bytes.toString("utf8");
  if (Buffer.byteLength(text) === bytes.length && !text.includes("\uFFFD")) return undefined;
  const bad = Buffer.from(text).findIndex((byte, at) => byte !== bytes[at]);
  return bad < 0 ? undefined : `is no text in UTF-8: line ${lineOf(bad)} holds other bytes`;
}
