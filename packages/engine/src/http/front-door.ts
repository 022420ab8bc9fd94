import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Clock } from "@buttplug-ts/core";
import { managementPath } from "@buttplug-ts/management";
import type { Peer } from "@buttplug-ts/messages";
import type { Access } from "../access/access.js";
import { isOfHost, readOrigin } from "../access/web-origin.js";
import { isToBeLookedAt, type Page, send, sendPage, sendStatus, turnAway } from "./answers.js";
import { ManagementSockets, type ManagementSocketsOptions } from "./management-sockets.js";
import { askerOf, isWellFormed, pathOf } from "./request.js";

export type { Page } from "./answers.js";

export interface FrontDoorOptions extends ManagementSocketsOptions {
  /** By path. */
  readonly pages: () => ReadonlyMap<string, Page>;
  /** How many connections there may be of pages that nobody let in yet. */
  readonly maxStrangers: number;
}

/** How long somebody may take to read an answer: nobody keeps a connection by reading slowly. */
const readLimitMs = 60_000;
const tokenPlace = '<meta name="management-token" content="">';

/** What comes in at the engine's port beside clients: pages, the management interface, and requests for nothing that is there. */
export class FrontDoor {
  readonly #access: Access;
  readonly #pages: FrontDoorOptions["pages"];
  readonly #maxStrangers: number;
  readonly #management: ManagementSockets;
  readonly #strangers = new Set<Duplex>();
  readonly #clock: Clock;

  constructor(options: FrontDoorOptions) {
    this.#access = options.access;
    this.#pages = options.pages;
    this.#maxStrangers = options.maxStrangers;
    this.#clock = options.clock;
    this.#management = new ManagementSockets(options);
  }

  /**
   * Answers a plain request. Nothing here changes anything or looks at a token: pages hold no secret for other machines, and
   * are where a token is asked for.
   */
  readonly answer = (request: IncomingMessage, response: ServerResponse): void => {
    response.once(
      "close",
      this.#clock.after(readLimitMs, () => request.socket.destroy()),
    );
    const peer = askerOf(request);
    if (!isWellFormed(request)) return sendStatus(response, 400);
    if (!this.#access.isMeant(peer)) return sendStatus(response, 403);
    if (request.method !== "GET" && request.method !== "HEAD") return sendStatus(response, 405, { allow: "GET, HEAD" });
    const path = pathOf(request);
    if (path === "/healthz") return send(response, 200, { "content-type": "application/json" }, '{"status":"ok"}\n');
    const page = this.#pages().get(path);
    if (page === undefined) return sendStatus(response, 404);
    const { contentType, body } = page;
    sendPage(response, { contentType, body: this.#mayHaveToken(request, peer) ? this.#withToken(body) : body });
  };

  /** Takes the requests for WebSockets that are not for the server: the management interface, and who may not come in. */
  readonly upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): boolean => {
    const peer = askerOf(request);
    const status = isWellFormed(request) ? this.#statusOf(pathOf(request) === managementPath, peer) : 400;
    if (status === "served") return false;
    if (status === "managed") this.#management.take(request, stream, head, peer);
    else if (status !== "asks") turnAway(stream, status);
    else if (this.#strangers.size >= this.#maxStrangers) turnAway(stream, 429);
    else {
      this.#strangers.add(stream);
      stream.once("close", () => this.#strangers.delete(stream));
      return false;
    }
    return true;
  };

  /** Ends the management connections that a token let in. */
  disconnect(label: string, reason: string): void {
    this.#management.disconnect(label, reason);
  }

  close(): void {
    this.#management.close();
  }

  #statusOf(isManagement: boolean, peer: Peer): "served" | "asks" | "managed" | number {
    const gate = this.#access.gate(peer);
    if (!isManagement) return gate === "in" ? "served" : gate;
    // The management interface takes its token in the first frame, so that it stands in no address.
    const isKept = typeof gate === "number" && !(gate === 401 && peer.token === undefined);
    if (isKept) return gate;
    return isOwnPage(peer) ? "managed" : 403;
  }

  /** The owner's own browser on this machine is given the token; whoever comes from elsewhere has to have one. */
  #mayHaveToken(request: IncomingMessage, peer: Peer): boolean {
    return this.#access.isNear(peer) && isToBeLookedAt(request);
  }

  #withToken(body: string): string {
    return body.replace(tokenPlace, tokenPlace.replace('content=""', `content="${this.#access.pageToken}"`));
  }
}

/** Whether a page is the engine's own, or whoever asks is no page. */
function isOwnPage({ origin, host }: Peer): boolean {
  const page = origin === undefined ? undefined : readOrigin(origin);
  return origin === undefined || (page !== undefined && isOfHost(page, host));
}
