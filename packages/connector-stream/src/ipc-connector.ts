import type { Connector } from "@buttplug-ts/messages";
import { checkPath } from "./check-argument.js";
import { defaultIpcPath } from "./default-ipc-path.js";
import { connectorTo, type StreamConnectorOptions } from "./stream-connector.js";
import { ipcAddress } from "./target.js";

/** Where a server of this machine listens, and how to connect to it. */
export interface IpcConnectorOptions extends StreamConnectorOptions {
  /** A Unix socket, or on Windows a named pipe such as `\\.\pipe\name`. Default {@link defaultIpcPath}. */
  readonly path?: string;
}

/**
 * A connector to a server of the same machine that listens with `ipcListener`. `connect()` rejects with
 * `connector/failed`, whose details say why, or `request/aborted`.
 * @throws ButtplugError `usage/invalid-argument` for what can be no path of a socket.
 */
export function ipcConnector(options: IpcConnectorOptions = {}): Connector {
  const { path = defaultIpcPath() } = options;
  checkPath(path);
  return connectorTo({ transport: "ipc", address: ipcAddress(path), socket: { path } }, options);
}
