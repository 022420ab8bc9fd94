/**
 * The client of buttplug-ts and the WebSocket connector: what an application needs that talks to a running server.
 *
 * @packageDocumentation
 */
export * from "@buttplug-ts/client";
export { defaultAddress, type WebSocketConnectorOptions, webSocketConnector } from "@buttplug-ts/connector-websocket";
export {
  ButtplugError,
  type ErrorCode,
  type InputType,
  isButtplugError,
  type Logger,
  type OutputType,
  type Range,
} from "@buttplug-ts/core";
export type { Channel, CloseInfo, Connector } from "@buttplug-ts/messages";
