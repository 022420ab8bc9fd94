import type { IncomingMessage, ServerResponse } from "node:http";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { peerOf } from "@buttplug-ts/connector-websocket/listener";
import type { Clock, Logger } from "@buttplug-ts/core";
import { type ManagementHost, managementPath, serveManagement } from "@buttplug-ts/management";
import { WebSocketServer } from "ws";
import type { Access, Gate } from "../access/access.js";
import { isLoopbackHost } from "../access/host-name.js";

/** A page that the engine serves, or a part of it. */
export interface Page {
  readonly contentType: string;
  readonly body: string;
}

export interface FrontDoorOptions {
  readonly access: Access;
  readonly host: ManagementHost;
  /** By path. */
  readonly pages: () => ReadonlyMap<string, Page>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const tokenPlace = '<meta name="management-token" content="">';
const managementFrameLimit = 1 << 20;
const safety: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws: wss:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/** What comes in at the engine's port beside clients: pages, the management interface, and requests for nothing that is there. */
export class FrontDoor {
  readonly #o: FrontDoorOptions;
  readonly #upgrader = new WebSocketServer({ noServer: true, clientTracking: true, maxPayload: managementFrameLimit });

  constructor(options: FrontDoorOptions) {
    this.#o = options;
  }

  /** Answers a plain request. Nothing here changes anything. */
  readonly answer = (request: IncomingMessage, response: ServerResponse): void => {
    const path = pathOf(request);
    const gate = this.#o.access.gate(peerOf(request));
    // Pages hold no secret for other machines, and are where a token is asked for.
    if (gate === 403 || gate === 429 || (gate === 401 && request.url?.includes("token="))) return end(response, gate);
    if (request.method !== "GET" && request.method !== "HEAD") return end(response, 405, { allow: "GET, HEAD" });
    if (path === "/healthz") {
      const headers = { "content-type": "application/json", "access-control-allow-origin": "*" };
      return end(response, 200, headers, '{"status":"ok"}\n');
    }
    const page = this.#o.pages().get(path);
    if (page === undefined) return end(response, 404);
    end(response, 200, { "content-type": page.contentType }, this.#bodyFor(request, page));
  };

  /** Takes the requests for WebSockets that are not for the server: the management interface, and who may not come in. */
  readonly upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): boolean => {
    const { access } = this.#o;
    const peer = peerOf(request);
    const gate = access.gate(peer);
    const isManagement = pathOf(request) === managementPath;
    // The management interface takes its token in the first frame, so that it stands in no address.
    if (gate !== "in" && !(isManagement && gate === 401 && peer.token === undefined)) {
      turnAway(stream, gate);
      return true;
    }
    if (!isManagement) return false;
    if (!isOwnOrigin(peer.origin, peer.host)) {
      turnAway(stream, 403);
      return true;
    }
    this.#upgrader.handleUpgrade(request, stream, head, (ws) => {
      const served = serveManagement(
        {
          get unsentBytes() {
            return ws.bufferedAmount;
          },
          send: (text) => ws.send(text),
          close: (code, reason) => ws.close(code, reason),
        },
        { ...this.#o, authenticate: (token) => access.mayManageNow(token, peer) },
      );
      ws.on("message", (data, isBinary) => served.text(isBinary ? "" : data.toString()));
      ws.on("close", () => served.closed());
      ws.on("error", () => ws.terminate());
    });
    return true;
  };

  close(): void {
    for (const ws of this.#upgrader.clients) ws.terminate();
    this.#upgrader.close();
  }

  /** The owner's own browser on this machine is given the token; whoever comes from elsewhere has to have one. */
  #bodyFor(request: IncomingMessage, { contentType, body }: Page): string {
    const { address = "", host } = peerOf(request);
    const isHtml = contentType.startsWith("text/html");
    const site = request.headers["sec-fetch-site"];
    const dest = request.headers["sec-fetch-dest"];
    // A page in a frame, or one that another page fetches, is not the owner looking at the dashboard.
    const isLooked =
      (dest === undefined || dest === "document") &&
      (site === undefined || site !== "cross-site" || request.headers["sec-fetch-mode"] === "navigate");
    if (!isHtml || !isLooked || !isLoopbackHost(address) || !isLoopbackHost(hostName(host))) return body;
    return body.replace(tokenPlace, tokenPlace.replace('content=""', `content="${this.#o.access.pageToken}"`));
  }
}

function hostName(host = ""): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, "") : "";
}

function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function pathOf({ url = "/" }: IncomingMessage): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

function end(response: ServerResponse, status: number, headers: Record<string, string> = {}, body?: string): void {
  const text = body ?? `${status} ${STATUS_CODES[status]}\n`;
  const type = { "content-type": "text/plain; charset=utf-8" };
  response.writeHead(status, { ...safety, ...type, ...headers, "content-length": Buffer.byteLength(text) });
  response.end(response.req.method === "HEAD" ? undefined : text);
}

function turnAway(stream: Duplex, status: Exclude<Gate, "in"> | 403): void {
  stream.on("error", () => {});
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
