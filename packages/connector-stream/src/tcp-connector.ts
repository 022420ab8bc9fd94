import type { Connector } from "@buttplug-ts/messages";
import { checkPort, demand, hostAddress } from "@buttplug-ts/messages/transport";
import { connectorTo, type StreamConnectorOptions } from "./stream-connector.js";

/** Where a server listens, and how to connect to it. */
export interface TcpConnectorOptions extends StreamConnectorOptions {
  /** A name or an address. Default `127.0.0.1`. */
  readonly host?: string;
  readonly port: number;
}

/**
 * A connector to a server that listens with `tcpListener`, or to any other that takes one JSON array a line.
 * `connect()` rejects with `connector/failed`, whose details say why, or `request/aborted`.
 * @throws ButtplugError `usage/invalid-argument` for what is no host or port.
 */
export function tcpConnector(options: TcpConnectorOptions): Connector {
  const { host = "127.0.0.1", port } = options;
  demand(host !== "" && !/[\s/]/.test(host), "host", `${JSON.stringify(host)} is no name or address of a host`);
  checkPort(port, 1);
  return connectorTo({ transport: "tcp", address: hostAddress("tcp", host, port), socket: { host, port } }, options);
}
