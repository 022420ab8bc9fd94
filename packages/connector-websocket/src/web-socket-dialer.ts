import type { Socket } from "node:net";
import {
  abortedError,
  background,
  type Clock,
  type Logger,
  type LogLevel,
  onAbort,
  silentLogger,
  sleep,
  systemClock,
} from "@buttplug-ts/core";
import type { Grant, Listener } from "@buttplug-ts/messages";
import {
  type Accept,
  checkSilenceLimit,
  longestSilenceMs,
  startHeartbeat,
  Turns,
} from "@buttplug-ts/messages/listening";
import { demand } from "@buttplug-ts/messages/transport";
import { WebSocket } from "ws";
import { goingAway } from "./close-code.js";
import { explain, type HttpAnswer } from "./explain-in-node.js";
import { SocketChannel } from "./socket-channel.js";
import { NodeSocket, wsOptions } from "./socket-ws.js";

/** Whom a server calls, instead of waiting to be called. Times are milliseconds. */
export interface WebSocketDialerOptions {
  /** A client or relay that listens, such as `wss://relay.example/room`. */
  readonly address: string;
  /** What whoever answers may do. Default: everything. */
  readonly grant?: Grant;
  /** The pause after the first failure; each further one is twice as long, and varies. Default 1,000. */
  readonly firstDelayMs?: number;
  /** The longest pause. Default 30,000. */
  readonly maxDelayMs?: number;
  /** As of a listener. Default 10,000. */
  readonly silenceLimitMs?: number;
  readonly clock?: Clock;
  /** A number from 0 to below 1. Default `Math.random`. */
  readonly random?: () => number;
  readonly logger?: Logger;
}

interface Opened {
  readonly socket: NodeSocket;
  readonly channel: SocketChannel;
  readonly ws: WebSocket;
  readonly stream: Socket;
}

/** How long an address may take to answer. */
const openLimitMs = 10_000;
const area = "connector";

/**
 * Calls a client or relay and serves it as if it had come in, again and again until it is closed. `start()` does not wait
 * for an answer; failures are logged.
 * @throws ButtplugError `usage/invalid-argument` for options that cannot be used.
 */
export function webSocketDialer(options: WebSocketDialerOptions): Listener {
  const isAddress = URL.canParse(options.address) && /^wss?:$/.test(new URL(options.address).protocol);
  demand(isAddress, "address", `${JSON.stringify(options.address)} is no address that begins with ws:// or wss://`);
  checkSilenceLimit(options.silenceLimitMs ?? longestSilenceMs);
  return new WebSocketDialer(options);
}

class WebSocketDialer implements Listener {
  readonly #o: Required<WebSocketDialerOptions>;
  /** What the log and the owner are shown: no password, no token. */
  readonly #shown: string;
  readonly #closing = new AbortController();
  /** What was said since it last held a connection. */
  readonly #said = new Set<string>();
  #running: Promise<void> = Promise.resolve();

  constructor(options: WebSocketDialerOptions) {
    this.#o = {
      grant: {},
      firstDelayMs: 1_000,
      maxDelayMs: 30_000,
      silenceLimitMs: longestSilenceMs,
      clock: systemClock,
      random: Math.random,
      logger: silentLogger,
      ...options,
    };
    const { protocol, host, pathname } = new URL(options.address);
    this.#shown = `${protocol}//${host}${pathname}`;
  }

  /** None: nobody can come in. */
  get addresses(): readonly string[] {
    return [];
  }

  async start(accept: Accept): Promise<void> {
    this.#running = this.#run(accept);
    background(this.#running, this.#o.logger, area);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #run(accept: Accept): Promise<void> {
    const { address, clock, firstDelayMs, maxDelayMs, random } = this.#o;
    const { signal } = this.#closing;
    let delayMs = firstDelayMs;
    while (!signal.aborted) {
      const beganAtMs = clock.now();
      try {
        const reason = await this.#serveOne(accept);
        // Whoever answers and hangs up is no reason to call often.
        if (clock.now() - beganAtMs >= maxDelayMs) {
          delayMs = firstDelayMs;
          this.#said.clear();
        }
        this.#say("info", `${this.#shown} is gone, and is called again: ${reason}`);
      } catch (error) {
        const { text } = await explain(address, error);
        this.#say("warn", `${this.#shown} is called until it answers: ${text}`);
      }
      await sleep(clock, delayMs * (0.5 + random() / 2), signal).catch(() => {});
      delayMs = Math.min(maxDelayMs, delayMs * 2);
    }
  }

  #say(level: LogLevel, text: string): void {
    if (this.#closing.signal.aborted || this.#said.has(text)) return;
    this.#said.add(text);
    this.#o.logger.log(level, area, text);
  }

  /** Settles with the reason when the connection is over. */
  async #serveOne(accept: Accept): Promise<string> {
    const { clock, grant, silenceLimitMs, logger } = this.#o;
    const { signal } = this.#closing;
    const { socket, channel, ws, stream } = await this.#open();
    this.#say("info", `connected to ${this.#shown}`);
    const silent = `nothing came from ${this.#shown} for ${silenceLimitMs} ms`;
    const onSilent = () => channel.terminate("connector/silent", silent);
    const endHeartbeat = startHeartbeat(clock, { stream, silenceLimitMs, ping: () => socket.ping(), onSilent });
    const endTurns = new Turns(clock).watch(stream, ws);
    const closing = { code: "connector/closed", reason: "the server is closing" } as const;
    const unlisten = onAbort(signal, () => background(channel.closeWith(goingAway, closing), logger, area));
    if (signal.aborted) await channel.close(closing);
    else accept(channel, { transport: "websocket", address: this.#shown }, grant);
    const { reason } = await channel.closed;
    unlisten();
    endHeartbeat();
    endTurns();
    return reason;
  }

  #open(): Promise<Opened> {
    const { address, clock, logger } = this.#o;
    const { signal } = this.#closing;
    return new Promise((resolve, reject) => {
      const ws = new WebSocket(address, { ...wsOptions, handshakeTimeout: openLimitMs });
      const unlisten = onAbort(signal, () => {
        reject(abortedError(signal));
        ws.terminate();
      });
      ws.on("error", reject);
      ws.once("unexpected-response", (_request, { statusCode = 0, statusMessage = "", headers }) => {
        reject({ httpStatus: statusCode, title: statusMessage, location: headers.location } satisfies HttpAnswer);
        ws.terminate();
      });
      ws.once("upgrade", ({ socket: stream }) => {
        ws.once("open", () => {
          unlisten();
          // At once: the first frame may have come with the answer.
          const socket = new NodeSocket(ws);
          resolve({ socket, ws, stream, channel: new SocketChannel(socket, clock, logger, false) });
        });
      });
    });
  }
}
