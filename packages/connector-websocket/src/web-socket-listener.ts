import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { background, type Clock, type Logger } from "@buttplug-ts/core";
import type { Authorize, Listener } from "@buttplug-ts/messages";
import {
  type Accept,
  Admission,
  bindHosts,
  ListenerLife,
  startHeartbeat,
  Turns,
} from "@buttplug-ts/messages/listening";
import { type WebSocket, WebSocketServer } from "ws";
import { closeCodeOfRefusal, goingAway } from "./close-code.js";
import { peerOf } from "./http.js";
import { SocketChannel } from "./socket-channel.js";
import { NodeSocket, wsOptions } from "./socket-ws.js";

interface Settings {
  readonly port: number;
  readonly hosts: readonly string[];
  readonly authorize: Authorize;
  readonly maxConnections: number;
  readonly silenceLimitMs: number;
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  readonly answer: RequestListener;
  readonly upgrade: (request: IncomingMessage, stream: Duplex, head: Buffer) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

const area = "connector";
/** A peer that dawdles over its request holds a connection no longer than this, in milliseconds. */
const httpLimits = { headersTimeout: 10_000, requestTimeout: 10_000, connectionsCheckingInterval: 2_000 };
const tlsLimits = { handshakeTimeout: 10_000 };

/** The listener behind `webSocketListener`. It starts once. */
export class WebSocketListener implements Listener {
  readonly #settings: Settings;
  readonly #life: ListenerLife;
  readonly #admission: Admission<SocketChannel>;
  readonly #upgrader = new WebSocketServer({ ...wsOptions, noServer: true, clientTracking: false });
  readonly #streams = new Set<Socket>();
  readonly #channels = new Set<SocketChannel>();
  readonly #turns: Turns;
  /** Connections that wait for an answer. */
  readonly #asking = new WeakSet<Duplex>();

  constructor(settings: Settings) {
    const { hosts, port, logger } = settings;
    const scheme = settings.tls ? "wss" : "ws";
    this.#settings = settings;
    this.#turns = new Turns(settings.clock);
    this.#life = new ListenerLife({
      logger,
      bind: (accept) => bindHosts(() => this.#makeServer(accept), { scheme, hosts, port }),
      dropPeers: () => this.#dropPeers(),
    });
    this.#admission = new Admission({
      ...settings,
      turnAway: (channel, reason) => channel.closeWith(closeCodeOfRefusal(reason.code), reason),
    });
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
    await Promise.all([...this.#channels].map((channel) => channel.closeWith(goingAway, reason)));
    for (const stream of this.#streams) stream.destroy();
  }

  #makeServer(accept: Accept): Server {
    const { tls, upgrade, maxConnections } = this.#settings;
    const answer: RequestListener = (request, response) => this.#answer(request, response);
    const server = tls
      ? createTlsServer({ ...tls, ...httpLimits, ...tlsLimits }, answer)
      : createServer(httpLimits, answer);
    // Room for peers that are told why they may not come in; those beyond are dropped unheard.
    server.maxConnections = 2 * maxConnections + 8;
    server.on("connection", (stream) => {
      const isOfSame = ({ remoteAddress }: Socket) => remoteAddress === stream.remoteAddress;
      // Room for others, whatever one machine does.
      if ([...this.#streams].filter(isOfSame).length >= maxConnections + 4) return stream.destroy();
      this.#streams.add(stream);
      stream.once("close", () => this.#streams.delete(stream));
    });
    server.on("upgrade", (request, stream, head) => {
      if (this.#asking.has(stream)) return void stream.destroy();
      if (upgrade(request, stream, head)) return;
      this.#upgrader.handleUpgrade(request, stream, head, (ws) => this.#enter(ws, stream, request, accept));
    });
    return server;
  }

  /** One request at a time: browsers send no more, and thousands in a row would keep everybody else from being heard. */
  #answer(...[request, response]: Parameters<RequestListener>): void {
    const { socket } = request;
    if (this.#asking.has(socket)) return void socket.destroy();
    this.#asking.add(socket);
    response.once("close", () => this.#asking.delete(socket));
    this.#settings.answer(request, response);
  }

  #enter(ws: WebSocket, stream: Duplex, request: IncomingMessage, accept: Accept): void {
    const { clock, logger, silenceLimitMs } = this.#settings;
    const socket = new NodeSocket(ws);
    const channel = new SocketChannel(socket, clock, logger, false);
    const silent = `nothing came from the peer for ${silenceLimitMs} ms`;
    const endHeartbeat = startHeartbeat(clock, {
      stream,
      silenceLimitMs,
      ping: () => socket.ping(),
      onSilent: () => channel.terminate("connector/silent", silent),
    });
    const endTurns = this.#turns.watch(stream, ws);
    this.#channels.add(channel);
    const left = channel.closed.then(() => {
      endHeartbeat();
      endTurns();
      this.#channels.delete(channel);
    });
    background(left, logger, area);
    if (this.#life.isClosing) background(channel.close(), logger, area);
    else background(this.#admission.admit(channel, peerOf(request), accept), logger, area);
  }
}
