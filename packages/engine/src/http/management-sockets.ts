import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Clock, Logger } from "@buttplug-ts/core";
import { type ManagementHost, serveManagement } from "@buttplug-ts/management";
import { frameLimitBytes, type Peer } from "@buttplug-ts/messages";
import { longestSilenceMs, startHeartbeat, Turns } from "@buttplug-ts/messages/listening";
import { type WebSocket, WebSocketServer } from "ws";
import type { Access } from "../access/access.js";

export interface ManagementSocketsOptions {
  readonly access: Access;
  readonly host: ManagementHost;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** As for clients that may not come in, any more. */
const refused = 4403;
/** How long a peer has to answer a close frame. */
const closeLimitMs = 1_000;

interface Admitted {
  readonly label: string;
  readonly end: (reason: string) => void;
}

/** The WebSockets of the management interface. */
export class ManagementSockets {
  readonly #o: ManagementSocketsOptions;
  readonly #upgrader = new WebSocketServer({
    noServer: true,
    maxPayload: frameLimitBytes,
    perMessageDeflate: false,
  });
  readonly #admitted = new WeakMap<WebSocket, Admitted>();
  readonly #turns: Turns;

  constructor(options: ManagementSocketsOptions) {
    this.#o = options;
    this.#turns = new Turns(options.clock);
  }

  take(request: IncomingMessage, stream: Duplex, head: Buffer, peer: Peer): void {
    this.#upgrader.handleUpgrade(request, stream, head, (ws) => this.#serve(ws, stream, peer));
  }

  /** Ends the connections that a token let in. */
  disconnect(label: string, reason: string): void {
    for (const ws of this.#upgrader.clients) {
      const admitted = this.#admitted.get(ws);
      if (admitted?.label === label) admitted.end(reason);
    }
  }

  close(): void {
    for (const ws of this.#upgrader.clients) ws.terminate();
  }

  #serve(ws: WebSocket, stream: Duplex, peer: Peer): void {
    const { access, clock } = this.#o;
    const cancels: (() => void)[] = [];
    const endSoon = () => void cancels.push(clock.after(closeLimitMs, () => ws.terminate()));
    const close = (code: number, reason: string) => {
      ws.close(code, reason);
      endSoon();
    };
    const end = (reason: string) => {
      // Whatever the peer still says is not heard.
      served.closed();
      close(refused, reason);
    };
    const socket = {
      get unsentBytes() {
        return ws.bufferedAmount;
      },
      send: (text: string) => ws.send(text),
      close,
    };
    const authenticate = (token: string) => {
      const grant = access.manager(token, peer);
      if (grant) this.#admitted.set(ws, { label: grant.label, end });
      return grant !== undefined;
    };
    const served = serveManagement(socket, { ...this.#o, authenticate });
    const endHeartbeat = startHeartbeat(clock, {
      stream,
      silenceLimitMs: longestSilenceMs,
      ping: () => ws.ping(),
      onSilent: () => ws.terminate(),
    });
    cancels.push(endHeartbeat, this.#turns.watch(stream, ws));
    ws.on("message", (data, isBinary) => served.text(isBinary ? "" : data.toString()));
    ws.on("error", () => {
      // The library says why, which would be lost if the connection ended with what the peer still says unread.
      served.closed();
      endSoon();
    });
    ws.on("close", () => {
      for (const cancel of cancels) cancel();
      served.closed();
    });
  }
}
