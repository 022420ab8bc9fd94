export type { WebSocketConnectorOptions } from "./socket-connector.js";
export { defaultAddress, webSocketConnector } from "./web-socket-connector.js";
