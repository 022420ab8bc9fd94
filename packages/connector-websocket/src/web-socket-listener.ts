import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { ButtplugError, background, type Clock, type Logger, textOf } from "@buttplug-ts/core";
import type { Authorize, Channel, Grant, Listener, Peer, Refusal } from "@buttplug-ts/messages";
import { type WebSocket, WebSocketServer } from "ws";
import { goingAway } from "./close-code.js";
import { silenceLimitMs, startHeartbeat } from "./heartbeat.js";
import { answerPlainRequest, peerOf } from "./http.js";
import { type Bound, bindAll } from "./ports.js";
import { refuse } from "./refusal.js";
import { SocketChannel } from "./socket-channel.js";
import { NodeSocket, wsOptions } from "./socket-ws.js";

interface Settings {
  readonly port: number;
  readonly hosts: readonly string[];
  readonly authorize: Authorize;
  readonly maxConnections: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Accept = (channel: Channel, peer: Peer, grant: Grant) => void;

const area = "connector";

/** The listener behind `webSocketListener`. It starts once. */
export class WebSocketListener implements Listener {
  readonly #settings: Settings;
  readonly #upgrader = new WebSocketServer({ ...wsOptions, noServer: true, clientTracking: false });
  readonly #streams = new Set<Duplex>();
  readonly #channels = new Set<SocketChannel>();
  #admitted = 0;
  #bound: readonly Bound[] = [];
  #starting: Promise<readonly Bound[]> | undefined;
  #closing: Promise<void> | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  get addresses(): readonly string[] {
    return this.#bound.map(({ address }) => address);
  }

  async start(accept: Accept): Promise<void> {
    if (this.#closing !== undefined) throw new ButtplugError("usage/closed", "the listener has been closed");
    if (this.#starting !== undefined)
      throw new ButtplugError("connector/already-connected", "the listener has already started");
    const { hosts, port, logger } = this.#settings;
    this.#starting = bindAll(() => this.#makeServer(accept), hosts, port);
    try {
      this.#bound = await this.#starting;
    } catch (error) {
      this.#starting = undefined;
      await this.#dropPeers();
      throw error;
    }
    for (const { server } of this.#bound) server.on("error", (error) => logger.log("error", area, textOf(error)));
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
    await Promise.all([...this.#channels].map((channel) => channel.closeWith(goingAway, reason)));
    for (const stream of this.#streams) stream.destroy();
  }

  #makeServer(accept: Accept): Server {
    const server = createServer(answerPlainRequest);
    // Room for peers that are told why they may not come in; those beyond are dropped unheard.
    server.maxConnections = 2 * this.#settings.maxConnections + 8;
    server.on("connection", (stream) => {
      this.#streams.add(stream);
      stream.once("close", () => this.#streams.delete(stream));
    });
    server.on("upgrade", (request, stream, head) => {
      this.#upgrader.handleUpgrade(request, stream, head, (ws) => this.#enter(ws, stream, request, accept));
    });
    return server;
  }

  #enter(ws: WebSocket, stream: Duplex, request: IncomingMessage, accept: Accept): void {
    const { clock, logger } = this.#settings;
    const socket = new NodeSocket(ws);
    socket.gather(stream);
    const channel = new SocketChannel(socket, clock, logger);
    const silent = `nothing came from the peer for ${silenceLimitMs} ms`;
    const endHeartbeat = startHeartbeat(clock, {
      stream,
      ping: () => socket.ping(),
      onSilent: () => channel.terminate("connector/silent", silent),
    });
    this.#channels.add(channel);
    const left = channel.closed.then(() => {
      endHeartbeat();
      this.#channels.delete(channel);
    });
    background(left, logger, area);
    background(this.#admit(channel, peerOf(request), accept), logger, area);
  }

  async #admit(channel: SocketChannel, peer: Peer, accept: Accept): Promise<void> {
    const { maxConnections, logger } = this.#settings;
    if (this.#closing !== undefined) return channel.close();
    if (this.#admitted >= maxConnections) return refuse(channel, tooMany(maxConnections));
    this.#admitted += 1;
    try {
      const decision = await this.#decide(peer);
      if ("refused" in decision) await refuse(channel, decision);
      else if (channel.isOpen) accept(channel, peer, decision);
      await channel.closed;
    } catch (error) {
      logger.log("error", area, `a peer could not be accepted: ${textOf(error)}`);
      await channel.close({ code: "internal/bug", reason: "the server could not accept the connection" });
    } finally {
      this.#admitted -= 1;
    }
  }

  async #decide(peer: Peer): Promise<Grant | Refusal> {
    try {
      return await this.#settings.authorize(peer);
    } catch (error) {
      this.#settings.logger.log("error", area, `authorize failed, so the peer is refused: ${textOf(error)}`);
      return { refused: { code: "handshake/refused", reason: "the server could not decide to let this peer in" } };
    }
  }
}

function tooMany(limit: number): Refusal {
  const reason = `${limit} clients are connected already, which is as many as this server takes`;
  return { refused: { code: "handshake/too-many-sessions", reason } };
}
