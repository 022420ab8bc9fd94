import type { IncomingMessage } from "node:http";
import { peerOf } from "@buttplug-ts/connector-websocket/listener";
import type { Peer } from "@buttplug-ts/messages";

/** What proxies add. Nothing in them is believed, but that they are there says that the peer is somewhere else. */
const signOfProxy =
  /^(x-forwarded-.*|forwarded|via|cdn-loop|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|cf-connecting-ip|x-original-.*)$/;

/** Whether a request is as browsers and clients write them: for a path, with one host. */
export function isWellFormed({ url = "", headersDistinct }: IncomingMessage): boolean {
  return url.startsWith("/") && headersDistinct["host"]?.length === 1;
}

/** Who asks. Whoever comes through a proxy has no address: it would be the proxy's. */
export function askerOf(request: IncomingMessage): Peer {
  const { address, ...rest } = peerOf(request);
  const isProxied = Object.keys(request.headers).some((name) => signOfProxy.test(name));
  return isProxied || address === undefined ? rest : { ...rest, address };
}

/** What stands before the query. */
export function pathOf({ url = "/" }: IncomingMessage): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}
