import type { IncomingMessage, ServerResponse } from "node:http";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

/** A page that the engine serves, or a part of it. */
export interface Page {
  readonly contentType: string;
  readonly body: string;
}

const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What every answer carries: it is run nowhere but here, shown in nobody's frame, and kept by nobody. */
const safety: Readonly<Record<string, string>> = {
  "content-security-policy": nothing,
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/** Sends a page. Its scripts are those of the engine and connect to the engine only. */
export function sendPage(response: ServerResponse, { contentType, body }: Page): void {
  const { host = "" } = response.req.headers;
  // Not all browsers take 'self' for WebSockets, too, and policies have no addresses of IPv6. The host was checked.
  const connect = host.startsWith("[") ? "" : ` ws://${host} wss://${host}`;
  const policy = `${nothing}; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'${connect}`;
  send(response, 200, { "content-type": contentType, "content-security-policy": policy }, body);
}

/** Answers without a page. */
export function sendStatus(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): void {
  send(response, status, { ...headers, connection: "close" }, `${status} ${STATUS_CODES[status]}\n`);
}

export function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): void {
  const type = { "content-type": "text/plain; charset=utf-8" };
  response.writeHead(status, { ...safety, ...type, ...headers, "content-length": Buffer.byteLength(body) });
  // Node leaves it out where only the head was asked for.
  response.end(body);
}

/** Answers a request for a WebSocket that gets none, without a word about why. Its connection ends, whatever the peer does. */
export function turnAway(stream: Duplex, status: number): void {
  stream.on("error", () => {});
  stream.once("finish", () => stream.destroy());
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Whether a browser wants to show what it asks for as a page of its own, not to hand it to another page. */
export function isToBeLookedAt({ headers }: IncomingMessage): boolean {
  const destination = headers["sec-fetch-dest"];
  return destination === undefined || destination === "document";
}
