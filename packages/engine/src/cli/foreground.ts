import { execFile } from "node:child_process";

/**
 * Whether this process may read from its terminal. One in the background (`&`) that does is frozen by the system, and could
 * stop no device any more. Unknown counts as no.
 */
export function isInForeground(): Promise<boolean> {
  if (process.platform === "win32") return Promise.resolve(true);
  return new Promise((resolve) => {
    execFile("ps", ["-o", "stat=", "-p", String(process.pid)], (error, stdout) =>
      resolve(error === null && stdout.includes("+")),
    );
  });
}
