import { ButtplugError, type Clock, RequestTracker, systemClock, TypedEvents } from "@buttplug-ts/core";
import type {
  ManagementEvent,
  ManagementMethod,
  ManagementParams,
  ManagementResult,
  ManagementState,
} from "./management-api.js";
import { closures, errorOf, type FromServer } from "./wire.js";

/** The part of the standard WebSocket that is used here. */
export interface ManagementWebSocket {
  send(text: string): void;
  close(code?: number): void;
  addEventListener(type: "open" | "error", listener: () => void): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { readonly code: number; readonly reason: string }) => void): void;
}

export interface ManagementClientOptions {
  /** Where the engine serves the interface, such as `ws://127.0.0.1:12345/management`. */
  readonly address: string;
  readonly token: string;
  readonly clock?: Clock;
  /** What opens the connection. Default: the platform's. Node has one since version 22; before, pass that of the package `ws`. */
  readonly webSocket?: new (
    address: string,
  ) => ManagementWebSocket;
}

/** Why the connection ended. `refused`: the token is not valid, so that trying again is of no use. */
export interface ManagementClosed {
  readonly refused: boolean;
  readonly reason: string;
}

export interface ManagementClientEvents {
  state: Partial<ManagementState>;
  activity: Extract<ManagementEvent, { event: "activity" }>["samples"];
  log: Extract<ManagementEvent, { event: "log" }>["lines"];
}

const openLimitMs = 10_000;
const callLimitMs = 30_000;
const pendingLimit = 64;

/** The management interface of a running engine, over the platform's WebSocket. Single use. */
export class ManagementClient implements AsyncDisposable {
  readonly events: TypedEvents<ManagementClientEvents>;
  /** Settles once, never rejects. */
  readonly closed: Promise<ManagementClosed>;
  readonly #socket: ManagementWebSocket;
  readonly #calls: RequestTracker<unknown>;
  readonly #clock: Clock;
  /** What came in the same turn as the welcome: whoever connects has had no time to listen yet. */
  #early: FromServer[] | undefined;
  readonly #welcomed: Promise<void>;
  #welcome: () => void = () => {};
  #isWelcome = false;

  private constructor(socket: ManagementWebSocket, { address, token, clock = systemClock }: ManagementClientOptions) {
    this.#socket = socket;
    this.#clock = clock;
    this.#calls = new RequestTracker(clock, pendingLimit);
    this.events = new TypedEvents((error) => {
      throw error;
    });
    let settleClosed: (closed: ManagementClosed) => void = () => {};
    this.closed = new Promise((resolve) => {
      settleClosed = resolve;
    });
    this.#welcomed = new Promise((resolve, reject) => {
      const cancel = clock.after(openLimitMs, () => socket.close());
      this.#welcome = () => {
        cancel();
        this.#isWelcome = true;
        resolve();
      };
      void this.closed.then(({ refused, reason }) => {
        cancel();
        reject(refused ? refusedError(reason) : failed(address, reason));
      });
    });
    socket.addEventListener("open", () => socket.send(JSON.stringify({ token })));
    socket.addEventListener("message", ({ data }) => this.#receive(String(data)));
    // What went wrong is in what closes it; a socket of `ws` without this ends the process.
    socket.addEventListener("error", () => {});
    socket.addEventListener("close", ({ code, reason }) => {
      this.#catchUp();
      this.#calls.close(notConnected(reason));
      const silent = this.#isWelcome ? "the connection broke off" : "nobody answers";
      settleClosed({ refused: code === closures.refused, reason: reason || silent });
    });
  }

  /**
   * @throws ButtplugError `connector/failed` if nobody answers, `connector/refused` if the token is not valid,
   * `usage/invalid-argument` if there is no WebSocket to connect with
   */
  static async connect(options: ManagementClientOptions): Promise<ManagementClient> {
    const { address, webSocket = globalThis.WebSocket } = options;
    if (webSocket === undefined) throw noWebSocket();
    const client = new ManagementClient(new webSocket(address), options);
    await client.#welcomed;
    return client;
  }

  /** Calls a method. Rejects with what the engine says, or when the connection ends. */
  call<M extends ManagementMethod>(
    method: M,
    ...[params]: ManagementParams<M> extends undefined ? [] : [ManagementParams<M>]
  ): Promise<ManagementResult<M>> {
    const send = (id: number) => this.#socket.send(JSON.stringify({ id, method, params }));
    return this.#calls.request(method, { timeoutMs: callLimitMs }, send) as Promise<ManagementResult<M>>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close(1000);
    await this.closed;
  }

  #receive(text: string): void {
    let frame: FromServer;
    try {
      frame = JSON.parse(text) as FromServer;
    } catch {
      return this.#socket.close();
    }
    if (this.#early) this.#early.push(frame);
    else this.#take(frame);
  }

  #catchUp(): void {
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const frame of early) this.#take(frame);
  }

  #take(frame: FromServer): void {
    if ("welcome" in frame) {
      this.#early = [];
      this.#clock.after(0, () => this.#catchUp());
      this.#welcome();
    } else if ("event" in frame) {
      if (frame.event === "state") this.events.emit("state", frame.state);
      else if (frame.event === "activity") this.events.emit("activity", frame.samples);
      else this.events.emit("log", frame.lines);
    } else if ("id" in frame) {
      if (frame.error) this.#calls.reject(frame.id, errorOf(frame.error));
      else this.#calls.resolve(frame.id, frame.result);
    }
  }
}

function failed(address: string, why: string): ButtplugError {
  return new ButtplugError("connector/failed", `no engine can be managed at ${address}: ${why}`, {
    details: { address },
  });
}

function refusedError(reason: string): ButtplugError {
  return new ButtplugError("connector/refused", reason || "the engine refused the token");
}

function notConnected(reason: string): ButtplugError {
  return new ButtplugError("connector/not-connected", `the engine is not connected any more: ${reason || "no reason"}`);
}

function noWebSocket(): ButtplugError {
  const text = "this platform has no WebSocket: pass that of the package ws as the option webSocket";
  return new ButtplugError("usage/invalid-argument", text, { details: { argument: "webSocket" } });
}
