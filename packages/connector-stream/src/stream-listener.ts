import { createServer, type Server, type Socket } from "node:net";
import {
  ButtplugError,
  background,
  type Clock,
  type Logger,
  silentLogger,
  systemClock,
  textOf,
} from "@buttplug-ts/core";
import type { Authorize, Listener, Peer } from "@buttplug-ts/messages";
import { type Accept, Admission } from "./admission.js";
import { demand } from "./check-argument.js";
import { StreamChannel } from "./stream-channel.js";

/** Whom a listener lets in. */
export interface StreamListenerOptions {
  /** Decides about each peer; one that throws refuses. Default: every peer that reaches the listener may come in. */
  readonly authorize?: Authorize;
  /** How many peers may be connected at a time. Default 64. */
  readonly maxConnections?: number;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** A server that listens. */
export interface Bound {
  readonly server: Server;
  readonly address: string;
}

/** Where a listener listens. `bind` rejects with `connector/failed` and leaves nothing open then. */
export interface Place {
  readonly transport: "tcp" | "ipc";
  bind(makeServer: () => Server): Promise<readonly Bound[]>;
}

const area = "connector";

/** The listener behind `tcpListener` and `ipcListener`. It starts once. */
export class StreamListener implements Listener {
  readonly #place: Place;
  readonly #admission: Admission;
  readonly #maxConnections: number;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #channels = new Set<StreamChannel>();
  #bound: readonly Bound[] = [];
  #starting: Promise<readonly Bound[]> | undefined;
  #closing: Promise<void> | undefined;

  constructor(place: Place, options: StreamListenerOptions) {
    const { authorize = async () => ({ scopes: ["devices"] }), maxConnections = 64 } = options;
    demand(
      Number.isInteger(maxConnections) && maxConnections > 0,
      "maxConnections",
      "it must be a whole number above 0",
    );
    this.#place = place;
    this.#maxConnections = maxConnections;
    this.#clock = options.clock ?? systemClock;
    this.#logger = options.logger ?? silentLogger;
    this.#admission = new Admission({ authorize, maxConnections, logger: this.#logger });
  }

  get addresses(): readonly string[] {
    return this.#bound.map(({ address }) => address);
  }

  async start(accept: Accept): Promise<void> {
    if (this.#closing !== undefined) throw new ButtplugError("usage/closed", "the listener has been closed");
    if (this.#starting !== undefined)
      throw new ButtplugError("connector/already-connected", "the listener has already started");
    this.#starting = this.#place.bind(() => this.#makeServer(accept));
    try {
      this.#bound = await this.#starting;
    } catch (error) {
      this.#starting = undefined;
      await this.#dropPeers();
      throw error;
    }
    for (const { server } of this.#bound) {
      server.on("error", (error) => this.#logger.log("error", area, textOf(error)));
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#shutDown();
    return this.#closing;
  }

  async #shutDown(): Promise<void> {
    const bound = await this.#starting?.catch(() => []);
    this.#bound = [];
    const freed = (bound ?? []).map(({ server }) => new Promise((resolve) => server.close(resolve)));
    await this.#dropPeers();
    await Promise.all(freed);
  }

  async #dropPeers(): Promise<void> {
    const reason = { code: "connector/closed", reason: "the server is closing" } as const;
    await Promise.all([...this.#channels].map((channel) => channel.close(reason)));
  }

  #makeServer(accept: Accept): Server {
    const server = createServer((socket) => this.#enter(socket, accept));
    // Room for peers that are told why they may not come in; those beyond are dropped unheard.
    server.maxConnections = 2 * this.#maxConnections + 8;
    return server;
  }

  #enter(socket: Socket, accept: Accept): void {
    const { remoteAddress } = socket;
    const peer: Peer = {
      transport: this.#place.transport,
      ...(remoteAddress !== undefined && { address: remoteAddress }),
    };
    const channel = new StreamChannel(socket, { clock: this.#clock, logger: this.#logger });
    this.#channels.add(channel);
    const left = channel.closed.then(({ code, reason }) => {
      this.#channels.delete(channel);
      if (code === "connector/wrong-protocol") this.#logger.log("warn", area, reason);
    });
    background(left, this.#logger, area);
    if (this.#closing !== undefined) background(channel.close(), this.#logger, area);
    else background(this.#admission.admit(channel, peer, accept), this.#logger, area);
  }
}
