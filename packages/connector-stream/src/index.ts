/**
 * The message protocol over TCP and over Unix sockets and named pipes: one JSON array a line. Node only.
 *
 * @packageDocumentation
 */
export { defaultIpcPath } from "./default-ipc-path.js";
export { type IpcConnectorOptions, ipcConnector } from "./ipc-connector.js";
export { type IpcListenerOptions, ipcListener } from "./ipc-listener.js";
export type { StreamConnectorOptions } from "./stream-connector.js";
export type { StreamListenerOptions } from "./stream-listener.js";
export { type TcpConnectorOptions, tcpConnector } from "./tcp-connector.js";
export { type TcpListenerOptions, tcpListener } from "./tcp-listener.js";
