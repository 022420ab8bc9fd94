import { asButtplugError, ButtplugError, type Clock, type Logger, withTimeLimit } from "@buttplug-ts/core";
import type { Connector } from "@buttplug-ts/messages";
import { type ClientContext, createContext } from "./client-context.js";
import type { ClientDevice } from "./client-device.js";
import type { ClientEvents } from "./client-events.js";
import type { ClientRequest } from "./client-request.js";
import { Connection } from "./connection.js";
import type { RequestOptions, StopOptions } from "./request-options.js";
import { closedError } from "./server-error.js";

/** How long `disconnect()` waits for a channel that does not close. */
const closeLimitMs = 2000;

/** One call of `connect()`. */
interface Attempt {
  readonly controller: AbortController;
  connection: Connection | undefined;
}

/** What a client can be given besides its name. */
export interface ButtplugClientOptions {
  readonly clock?: Clock | undefined;
  readonly logger?: Logger | undefined;
  /** The time limit of a request and of the whole of `connect()`, in milliseconds; 10,000 if not given. */
  readonly requestTimeoutMs?: number | undefined;
}

/**
 * An application's way to the devices of a server. Can connect again after it was disconnected.
 *
 * Requests reject with `connector/not-connected` or `connector/closed` without a connection, with `request/timeout`,
 * `request/aborted`, or the error of the server: its own code, or `request/rejected` with the server's text.
 */
export class ButtplugClient {
  /** What the server is told. */
  readonly name: string;
  readonly #context: ClientContext;
  #connection: Connection | undefined;
  #attempt: Attempt | undefined;

  constructor(name: string, options: ButtplugClientOptions = {}) {
    this.name = name;
    this.#context = createContext(options);
  }

  /** Whether requests can be made: true once `connect()` has resolved, until the connection ends. */
  get connected(): boolean {
    return this.#live !== undefined;
  }

  /** What the server calls itself, while connected. */
  get serverName(): string | undefined {
    return this.#live?.serverName;
  }

  /** The connected devices as they are now, sorted by index. */
  get devices(): readonly ClientDevice[] {
    return this.#live?.devices.list() ?? [];
  }

  /** The connected device with this index. */
  device(index: number): ClientDevice | undefined {
    return this.#live?.devices.get(index)?.device;
  }

  /**
   * Opens a channel, introduces the client and learns the devices; `deviceAdded` comes for each before this resolves.
   * Several connectors are tried in their order, such as a running server first and an embedded one else.
   * Rejects with `connector/already-connected`, what the connector rejects with, `handshake/version-mismatch`,
   * `handshake/timeout`, `request/aborted`, or the refusal of the server; the channel is closed then.
   */
  async connect(
    connectors: Connector | readonly Connector[],
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    const previous = this.#connection;
    if (this.#attempt || (previous && !previous.end)) {
      throw new ButtplugError("connector/already-connected", "the client is already connected or connecting");
    }
    const attempt: Attempt = { controller: new AbortController(), connection: undefined };
    this.#attempt = attempt;
    try {
      await previous?.ended;
      await this.#attachToFirst(attempt, [connectors].flat() as Connector[], signal);
    } finally {
      if (this.#attempt === attempt) this.#attempt = undefined;
    }
  }

  /** Ends the connection, or the attempt at one. Idempotent; never rejects; takes 2 s at most. */
  async disconnect(): Promise<void> {
    this.#attempt?.controller.abort();
    this.#attempt = undefined;
    const connection = this.#connection;
    if (connection === undefined) return;
    const closing = connection.close(new ButtplugError("connector/closed", "the client disconnected"));
    const { clock, attempt } = this.#context;
    const giveUp = () => new ButtplugError("connector/closed", "the channel does not close");
    await attempt(withTimeLimit(clock, closeLimitMs, undefined, giveUp, () => closing));
    await connection.ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.disconnect();
  }

  /** Starts to look for devices; `deviceAdded` tells what is found. */
  startScanning(options?: RequestOptions): Promise<void> {
    return this.#request({ type: "startScanning", id: 0 }, options);
  }

  /** Ends the search before it ends by itself; `scanningFinished` follows. */
  stopScanning(options?: RequestOptions): Promise<void> {
    return this.#request({ type: "stopScanning", id: 0 }, options);
  }

  /** Stops all devices: outputs, subscriptions of inputs, or both. */
  async stopAll({ inputs = true, outputs = true, ...options }: StopOptions = {}): Promise<void> {
    await this.#request({ type: "stopCmd", id: 0, inputs, outputs }, options);
    if (inputs) this.#live?.devices.forgetSubscriptions();
  }

  /**
   * Calls `listener` on every event of this name. Returns the function that ends it. A listener that throws is reported
   * as an `error` event.
   */
  on<K extends keyof ClientEvents>(event: K, listener: (payload: ClientEvents[K]) => void): () => void {
    return this.#context.events.on(event, listener);
  }

  /** The events of one name from now on, until the loop is left or `signal` aborts. */
  events<K extends keyof ClientEvents>(
    event: K,
    options?: { signal?: AbortSignal },
  ): AsyncIterableIterator<ClientEvents[K]> {
    return this.#context.events.iterate(event, options);
  }

  get #live(): Connection | undefined {
    const connection = this.#connection;
    return connection?.ready && !connection.end ? connection : undefined;
  }

  async #attachToFirst(attempt: Attempt, connectors: readonly Connector[], signal?: AbortSignal): Promise<void> {
    const failures: ButtplugError[] = [];
    for (const connector of connectors) {
      try {
        return await this.#attach(attempt, connector, signal);
      } catch (error) {
        const known = asButtplugError(error, "connector/failed", "cannot connect");
        if (attempt.connection) void this.#context.attempt(attempt.connection.close(known));
        failures.push(known);
        if (signal?.aborted || attempt.controller.signal.aborted) throw known;
      }
    }
    throw failures.length === 1 ? failures[0] : noneConnected(failures);
  }

  async #attach(attempt: Attempt, connector: Connector, wish: AbortSignal | undefined): Promise<void> {
    const { clock, requestTimeoutMs: afterMs } = this.#context;
    const { signal } = attempt.controller;
    const either = wish ? AbortSignal.any([wish, signal]) : signal;
    const tooLate = () =>
      new ButtplugError("handshake/timeout", `not connected within ${afterMs} ms`, { details: { afterMs } });
    const connection = await withTimeLimit(clock, afterMs, either, tooLate, async (limit) => {
      const channel = await connector.connect({ signal: limit });
      if (limit.aborted) void this.#context.attempt(channel.close());
      limit.throwIfAborted();
      const opened = new Connection(channel, this.#context);
      attempt.connection = this.#connection = opened;
      await opened.handshake(this.name);
      return opened;
    });
    if (connection.end) throw closedError(connection.end);
    connection.established = true;
  }

  #request(request: ClientRequest, options?: RequestOptions): Promise<void> {
    const connection = this.#live;
    if (connection) return connection.link.request(request, options);
    return Promise.reject(new ButtplugError("connector/not-connected", "the client is not connected"));
  }
}

function noneConnected(failures: readonly ButtplugError[]): ButtplugError {
  const texts = failures.map(({ message }) => message).join("; ") || "there are no connectors";
  return new ButtplugError("connector/failed", `none of the connectors could connect: ${texts}`, { cause: failures });
}
