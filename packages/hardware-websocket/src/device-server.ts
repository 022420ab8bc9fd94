import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Cancel, Clock, Logger } from "@buttplug-ts/core";
import { type WebSocket, WebSocketServer } from "ws";
import { closeCodes, closeSocket } from "./close-socket.js";
import { frameLimitBytes } from "./device-socket.js";
import { firstFrame, type Handshake, readHandshake } from "./handshake.js";
import { addressOf, listenAt } from "./listen.js";
import { pageOrigin } from "./page-origin.js";

export interface DeviceServerSettings {
  readonly port: number;
  readonly hosts: readonly string[];
  readonly allowOrigins: readonly string[];
  readonly handshakeLimitMs: number;
  readonly maxConnections: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A device has introduced itself. Called before anything else is read from it. */
  readonly onDevice: (ws: WebSocket, handshake: Handshake) => void;
}

/** Takes connections until devices have introduced themselves. */
export class DeviceServer {
  readonly #s: DeviceServerSettings;
  readonly #upgrader = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: frameLimitBytes,
  });
  readonly #origins: ReadonlySet<string>;
  readonly #streams = new Map<Duplex, Cancel>();
  readonly #sockets = new Set<WebSocket>();
  #servers: readonly Server[] = [];
  #isClosed = false;

  constructor(settings: DeviceServerSettings) {
    this.#s = settings;
    this.#origins = new Set(settings.allowOrigins.map((origin) => origin.toLowerCase()));
  }

  get addresses(): readonly string[] {
    return this.#servers.map(addressOf);
  }

  /** Rejects with what the system says, and can be called again then. */
  async listen(): Promise<void> {
    const servers = await listenAt(this.#s.hosts, this.#s.port, () => this.#makeServer());
    if (this.#isClosed) for (const server of servers) server.close();
    else this.#servers = servers;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const server of this.#servers) server.close();
    const { clock } = this.#s;
    const reason = "the server is closing";
    await Promise.all([...this.#sockets].map((ws) => closeSocket(ws, clock, closeCodes.goingAway, reason)));
    for (const stream of this.#streams.keys()) stream.destroy();
    this.#servers = [];
  }

  #makeServer(): Server {
    const { clock, logger, handshakeLimitMs, maxConnections } = this.#s;
    const server = createServer(answerPlainRequest);
    // Room for devices that are told that there is none; those beyond are dropped unheard.
    server.maxConnections = 2 * maxConnections + 8;
    server.on("error", (error) => logger.log("warn", "devices", `the WebSocket server for devices: ${error.message}`));
    server.on("connection", (stream) => {
      const cancel = clock.after(handshakeLimitMs, () => stream.destroy());
      this.#streams.set(stream, cancel);
      stream.once("close", () => {
        cancel();
        this.#streams.delete(stream);
      });
    });
    server.on("upgrade", (request, stream, head) => {
      this.#upgrader.handleUpgrade(request, stream, head, (ws) => {
        this.#streams.get(stream)?.();
        this.#greet(ws, request);
      });
    });
    return server;
  }

  #greet(ws: WebSocket, { headers }: IncomingMessage): void {
    const { clock, handshakeLimitMs, maxConnections, onDevice } = this.#s;
    this.#sockets.add(ws);
    ws.on("error", () => {}); // what follows it is enough
    ws.once("close", () => this.#sockets.delete(ws));
    if (this.#sockets.size > maxConnections) {
      return this.#refuse(ws, closeCodes.full, `there are ${maxConnections} devices here, and no more may come`);
    }
    const origin = pageOrigin(headers);
    if (origin !== undefined && !this.#origins.has(origin)) {
      const page = JSON.stringify(origin.slice(0, 40));
      return this.#refuse(ws, closeCodes.refusedOrigin, `web pages of ${page} may not be devices: see allowOrigins`);
    }
    const late = clock.after(handshakeLimitMs, () => {
      ws.off("message", first);
      this.#refuse(ws, closeCodes.lateHandshake, `${firstFrame}; it did not come in time`);
    });
    const first = (data: unknown, isBinary: boolean) => {
      late();
      const handshake = isBinary ? { problem: firstFrame } : readHandshake(String(data));
      if ("problem" in handshake) this.#refuse(ws, closeCodes.badHandshake, handshake.problem);
      else onDevice(ws, handshake);
    };
    ws.once("close", late);
    ws.once("message", first);
  }

  #refuse(ws: WebSocket, code: number, reason: string): void {
    this.#s.logger.log("warn", "devices", `a WebSocket device was turned away: ${reason}`);
    void closeSocket(ws, this.#s.clock, code, reason);
  }
}

/** Answers a request that wants no WebSocket. */
function answerPlainRequest(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(426, { Upgrade: "websocket", Connection: "Upgrade, close", "Content-Type": "text/plain" });
  response.end("Devices connect here, by WebSocket.\n");
}
