/**
 * Serves clients over WebSocket. Node only.
 *
 * @packageDocumentation
 */
export * from "@buttplug-ts/connector-websocket/listener";
