import type { NetConnectOpts } from "node:net";

/** Where a connector connects to. */
export interface Target {
  readonly transport: "tcp" | "ipc";
  /** What people and logs call it, such as `tcp://127.0.0.1:1234`. */
  readonly address: string;
  /** What Node calls it. */
  readonly socket: NetConnectOpts;
}

/** `ipc:///run/user/1000/name.sock`; `ipc:////./pipe/name` for a named pipe of Windows. */
export function ipcAddress(path: string): string {
  return `ipc://${path.replaceAll("\\", "/")}`;
}
