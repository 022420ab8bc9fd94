import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { demand } from "@buttplug-ts/messages/transport";

/** What a path depends on. */
export interface Surroundings {
  readonly platform: string;
  /** The folder that a Unix system keeps for the sockets of this user alone, if it does. */
  readonly runtimeFolder: string | undefined;
  readonly temporaryFolder: string;
  readonly user: { readonly uid: number; readonly username: string };
}

/**
 * Where server and clients of this user meet unless told otherwise: a Unix socket below `XDG_RUNTIME_DIR` or the
 * temporary folder, on Windows a named pipe.
 * @throws ButtplugError `usage/invalid-argument` for a name with other characters than letters, digits, `.`, `_` and `-`.
 */
export function defaultIpcPath(name: string = "buttplug-ts"): string {
  return ipcPathIn(name, {
    platform: process.platform,
    runtimeFolder: process.env["XDG_RUNTIME_DIR"],
    temporaryFolder: tmpdir(),
    user: userInfo(),
  });
}

/** {@link defaultIpcPath} on any system. */
export function ipcPathIn(name: string, { platform, runtimeFolder, temporaryFolder, user }: Surroundings): string {
  demand(/^[\w.-]+$/.test(name), "name", `${JSON.stringify(name)} may have letters, digits, ".", "_" and "-" only`);
  if (platform === "win32") return `\\\\.\\pipe\\${name}-${user.username.replace(/[^\w.-]/g, "_")}`;
  if (runtimeFolder?.startsWith("/")) return join(runtimeFolder, `${name}.sock`);
  // Users may share the temporary folder.
  return join(temporaryFolder, `${name}-${user.uid}.sock`);
}
