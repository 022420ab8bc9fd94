import { ButtplugError, textOf } from "@buttplug-ts/core";

/** What a user can do. */
const adviceFor: Readonly<Record<string, string>> = {
  EACCES: "this user may not do that; change the rights of the folder, or choose another",
  EPERM: "this user may not do that; change the rights of the folder, or choose another",
  EROFS: "nothing can be written there; choose another folder",
  ENOSPC: "there is no room left; make some",
  EDQUOT: "there is no room left; make some",
  ENOTDIR: "a part of the path is a file; choose another folder",
  EEXIST: "a part of the path is a file; choose another folder",
  EISDIR: "a folder has the name of the file; move it away",
  ENOENT: "it is not there",
  EMFILE: "too many files are open; close other programs",
};

/** What the system said about a file, as our error. `advice`: where a code means something else than elsewhere. */
export function storeError(
  error: unknown,
  path: string,
  what: string,
  advice: Readonly<Record<string, string>> = {},
): ButtplugError<"config/store-failed"> {
  const { code } = error as NodeJS.ErrnoException;
  const why = (code && (advice[code] ?? adviceFor[code])) ?? textOf(error);
  return new ButtplugError("config/store-failed", `${path} could not be ${what}: ${why}${code ? ` (${code})` : ""}`, {
    details: { where: path, ...(code && { systemCode: code }) },
    cause: error,
  });
}
