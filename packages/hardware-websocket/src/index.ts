/**
 * The server that devices of one's own making connect to by WebSocket. What such a device needs is in
 * `@buttplug-ts/hardware-websocket/device`.
 *
 * @packageDocumentation
 */
export { WebSocketHardwareManager, type WebSocketHardwareManagerOptions } from "./web-socket-hardware-manager.js";
