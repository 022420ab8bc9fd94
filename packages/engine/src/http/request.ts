import type { IncomingMessage } from "node:http";
import { peerOf } from "@buttplug-ts/connector-websocket/listener";
import type { Peer } from "@buttplug-ts/messages";

/** What proxies add. Nothing in them is believed, but that they are there says that the peer is somewhere else. */
const signsOfProxies = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

/** Whether a request is as browsers and clients write them: for a path, with one host. */
export function isWellFormed({ url = "", headersDistinct }: IncomingMessage): boolean {
  return url.startsWith("/") && headersDistinct["host"]?.length === 1;
}

/** Who asks. Whoever comes through a proxy has no address: it would be the proxy's. */
export function askerOf(request: IncomingMessage): Peer {
  const { address, ...rest } = peerOf(request);
  const isProxied = signsOfProxies.some((name) => request.headers[name] !== undefined);
  return isProxied || address === undefined ? rest : { ...rest, address };
}

/** What stands before the query. */
export function pathOf({ url = "/" }: IncomingMessage): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}
