/**
 * TCP and IPC (Unix sockets, named pipes) instead of WebSocket: connectors for clients, listeners for servers. Node only.
 *
 * @packageDocumentation
 */
export * from "@buttplug-ts/connector-stream";
