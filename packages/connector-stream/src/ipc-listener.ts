import type { Listener } from "@buttplug-ts/messages";
import { bindPath } from "./bind-path.js";
import { checkPath } from "./check-argument.js";
import { defaultIpcPath } from "./default-ipc-path.js";
import { StreamListener, type StreamListenerOptions } from "./stream-listener.js";

/** Where a listener listens and whom it lets in. */
export interface IpcListenerOptions extends StreamListenerOptions {
  /** A Unix socket, or on Windows a named pipe such as `\\.\pipe\name`. Default {@link defaultIpcPath}. */
  readonly path?: string;
}

/**
 * Listens for clients of the same machine at a Unix socket that only this user may use, or at a named pipe. What a server
 * that died left at the path is removed; `start()` rejects with `connector/failed` if a server listens there. As with
 * `tcpListener`, silence ends clients of this package; the server's `maxPingTimeMs` guards against others that hang.
 * @throws ButtplugError `usage/invalid-argument` for options that cannot be used.
 */
export function ipcListener(options: IpcListenerOptions = {}): Listener {
  const { path = defaultIpcPath() } = options;
  checkPath(path);
  return new StreamListener({ transport: "ipc", bind: (makeServer) => bindPath(makeServer, path) }, options);
}
