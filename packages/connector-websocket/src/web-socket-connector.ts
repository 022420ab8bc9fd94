import type { Connector } from "@buttplug-ts/messages";
import { explain, openSocket } from "#socket";
import { connectorOver, type WebSocketConnectorOptions } from "./socket-connector.js";

/** Where servers listen unless told otherwise. */
export const defaultAddress = "ws://127.0.0.1:12345";

/**
 * A connector to a server at a `ws:` or `wss:` address. In Node it uses the `ws` package, elsewhere the platform's
 * WebSocket. `connect()` rejects with `connector/failed`, whose message and details say why as well as the platform
 * tells, or with `request/aborted`.
 * @throws ButtplugError `usage/invalid-argument` if `address` is none of these.
 */
export function webSocketConnector(
  address: string | URL = defaultAddress,
  options: WebSocketConnectorOptions = {},
): Connector {
  return connectorOver({ openSocket, explain }, address, options);
}
