import type { Listener } from "@buttplug-ts/messages";
import { bindHosts, checkHosts } from "@buttplug-ts/messages/listening";
import { checkPort } from "@buttplug-ts/messages/transport";
import { StreamListener, type StreamListenerOptions } from "./stream-listener.js";

/** Where a listener listens and whom it lets in. */
export interface TcpListenerOptions extends StreamListenerOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** Host names or addresses of this machine to listen at. Default `127.0.0.1` and `::1`, where the machine has them. */
  readonly hosts?: readonly string[];
}

/**
 * Listens for clients over TCP. Anybody who reaches one of `hosts` may drive the devices unless `authorize` says
 * otherwise; a peer that begins with anything but a frame, such as a web page's HTTP request, is dropped at once.
 * Clients of this package are asked every 5 s whether they live, and are gone after 10 s of silence. Others have no such
 * thing as a ping here: that one of them hangs, and often that its machine has vanished, is noticed by the server's
 * `maxPingTimeMs` alone. `start()` rejects with `connector/failed`, also when the port is in use.
 * @throws ButtplugError `usage/invalid-argument` for options that cannot be used.
 */
export function tcpListener(options: TcpListenerOptions): Listener {
  const { port, hosts = ["127.0.0.1", "::1"] } = options;
  checkPort(port, 0);
  checkHosts(hosts);
  const place = { scheme: "tcp", hosts, port };
  return new StreamListener({ transport: "tcp", bind: (makeServer) => bindHosts(makeServer, place) }, options);
}
