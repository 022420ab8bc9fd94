/** What a device says about itself in its first frame. */
export interface Handshake {
  /** What kind of device it is: the name that device files know it by. */
  readonly identifier: string;
  /** Which of them it is. Stays the same, since names and limits of the owner hang on it. */
  readonly address: string;
}

/** What a first frame has to look like, for those who write devices. */
export const firstFrame = 'the first frame must be a text like {"identifier":"my-box","address":"box-1","version":0}';

const longestName = 100;
const highestVersion = 0xffff_ffff;

/** Reads a first frame. `problem` says what is wrong with it, to the author of the device. */
export function readHandshake(text: string): Handshake | { readonly problem: string } {
  const value = parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { problem: firstFrame };
  const { identifier, address, version } = value as Readonly<Record<string, unknown>>;
  if (!isName(identifier)) return { problem: problemOf("identifier") };
  if (!isName(address)) return { problem: problemOf("address") };
  const isVersion = Number.isInteger(version) && (version as number) >= 0 && (version as number) <= highestVersion;
  return isVersion ? { identifier, address } : { problem: `"version" must be a whole number, such as 0` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value.length <= longestName && /^\P{Cc}+$/u.test(value);
}

function problemOf(key: string): string {
  return `"${key}" must be a text of 1 to ${longestName} letters without control characters`;
}
