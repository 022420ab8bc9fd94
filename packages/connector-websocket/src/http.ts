import type { IncomingMessage, ServerResponse } from "node:http";
import type { Peer } from "@buttplug-ts/messages";

/** Answers a request that wants no WebSocket. */
export function answerPlainRequest(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(426, {
    Upgrade: "websocket",
    Connection: "Upgrade, close",
    "Content-Type": "text/plain; charset=utf-8",
  });
  response.end("This is a Buttplug server, which takes WebSocket connections only.\n");
}

/** Who asks, as the request for a WebSocket says. Pages cannot set headers: theirs is the token in the address. */
export function peerOf({ socket, headers, url = "" }: IncomingMessage): Peer {
  const { origin, host } = headers;
  const token = /^bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1] ?? tokenInAddress(url);
  return {
    transport: "websocket",
    ...(socket.remoteAddress !== undefined && { address: socket.remoteAddress }),
    ...(origin !== undefined && { origin }),
    ...(host !== undefined && { host }),
    ...(token !== undefined && { token }),
  };
}

function tokenInAddress(url: string): string | undefined {
  const start = url.indexOf("?");
  return start < 0 ? undefined : (new URLSearchParams(url.slice(start)).get("token") ?? undefined);
}
