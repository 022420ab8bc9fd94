import { webSocketConnector } from "buttplug-ts";
import { tcpConnector } from "buttplug-ts/stream";

/** A connector to the address of a listener, `ws:` or `tcp:`. */
export function connectorAt(address: string): ReturnType<typeof webSocketConnector> {
  const { protocol, hostname, port } = new URL(address);
  return protocol === "tcp:" ? tcpConnector({ host: hostname, port: Number(port) }) : webSocketConnector(address);
}
