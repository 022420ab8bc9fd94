import { createServer, type Server, type Socket } from "node:net";
import { background, type Clock, type Logger, silentLogger, systemClock } from "@buttplug-ts/core";
import type { Authorize, Listener, Peer } from "@buttplug-ts/messages";
import {
  type Accept,
  Admission,
  type Bound,
  checkMaxConnections,
  checkSilenceLimit,
  ListenerLife,
  longestSilenceMs,
  Turns,
} from "@buttplug-ts/messages/listening";
import { StreamChannel } from "./stream-channel.js";

/** Whom a listener lets in. */
export interface StreamListenerOptions {
  /** Decides about each peer; one that throws refuses. Default: every peer that reaches the listener may come in. */
  readonly authorize?: Authorize;
  /** How many peers may be connected at a time. Default 64. */
  readonly maxConnections?: number;
  /**
   * How long nothing may come from a client of this package, no answer to a blank line either, before its connection is
   * ended and what it drove is stopped; it is asked every half of this. 1000 to 10000 milliseconds. Default 10000.
   */
  readonly silenceLimitMs?: number;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** Where a listener listens. `bind` rejects with `connector/failed` and leaves nothing open then. */
export interface Place {
  readonly transport: "tcp" | "ipc";
  bind(makeServer: () => Server): Promise<readonly Bound<Server>[]>;
}

const area = "connector";

/** The listener behind `tcpListener` and `ipcListener`. It starts once. */
export class StreamListener implements Listener {
  readonly #transport: Place["transport"];
  readonly #life: ListenerLife;
  readonly #admission: Admission<StreamChannel>;
  readonly #maxConnections: number;
  readonly #silenceLimitMs: number;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #channels = new Set<StreamChannel>();
  readonly #turns: Turns;

  constructor({ transport, bind }: Place, options: StreamListenerOptions) {
    const { authorize = async () => ({}), maxConnections = 64 } = options;
    const { clock = systemClock, logger = silentLogger, silenceLimitMs = longestSilenceMs } = options;
    checkMaxConnections(maxConnections);
    checkSilenceLimit(silenceLimitMs);
    this.#transport = transport;
    this.#maxConnections = maxConnections;
    this.#silenceLimitMs = silenceLimitMs;
    this.#clock = clock;
    this.#logger = logger;
    this.#turns = new Turns(clock);
    this.#life = new ListenerLife({
      logger,
      bind: (accept) => bind(() => this.#makeServer(accept)),
      dropPeers: () => this.#dropPeers(),
    });
    const turnAway = (channel: StreamChannel, reason: Parameters<StreamChannel["close"]>[0]) => channel.close(reason);
    this.#admission = new Admission({ authorize, maxConnections, logger, turnAway });
  }

  get addresses(): readonly string[] {
    return this.#life.addresses;
  }

  start(accept: Accept): Promise<void> {
    return this.#life.start(accept);
  }

  close(): Promise<void> {
    return this.#life.close();
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
      transport: this.#transport,
      ...(remoteAddress !== undefined && { address: remoteAddress }),
    };
    const channel = new StreamChannel(socket, {
      peer: "client",
      silenceLimitMs: this.#silenceLimitMs,
      clock: this.#clock,
      logger: this.#logger,
    });
    const endTurns = this.#turns.watch(socket, socket);
    this.#channels.add(channel);
    const left = channel.closed.then(({ code, reason }) => {
      endTurns();
      this.#channels.delete(channel);
      if (code === "connector/wrong-protocol") this.#logger.log("warn", area, reason);
    });
    background(left, this.#logger, area);
    if (this.#life.isClosing) background(channel.close(), this.#logger, area);
    else background(this.#admission.admit(channel, peer, accept), this.#logger, area);
  }
}
