import { ButtplugError, type Clock, RequestTracker, systemClock, TypedEvents } from "@buttplug-ts/core";
import type {
  ManagementEvent,
  ManagementMethod,
  ManagementParams,
  ManagementResult,
  ManagementState,
} from "./management-api.js";
import { closures, errorOf, type FromServer } from "./wire.js";

export interface ManagementClientOptions {
  /** Where the engine serves the interface, such as `ws://127.0.0.1:12345/management`. */
  readonly address: string;
  readonly token: string;
  readonly clock?: Clock;
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
  readonly #socket: WebSocket;
  readonly #calls: RequestTracker<unknown>;

  readonly #welcomed: Promise<void>;
  #welcome: () => void = () => {};

  private constructor(socket: WebSocket, { address, token, clock = systemClock }: ManagementClientOptions) {
    this.#socket = socket;
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
        resolve();
      };
      void this.closed.then(({ refused, reason }) => {
        cancel();
        reject(refused ? refusedError(reason) : failed(address, reason));
      });
    });
    socket.addEventListener("open", () => socket.send(JSON.stringify({ token })));
    socket.addEventListener("message", ({ data }) => this.#take(JSON.parse(String(data)) as FromServer));
    socket.addEventListener("close", ({ code, reason }) => {
      this.#calls.close(notConnected(reason));
      settleClosed({ refused: code === closures.refused, reason: reason || "nobody answers" });
    });
  }

  /** @throws ButtplugError `connector/failed` if nobody answers, `connector/refused` if the token is not valid */
  static async connect(options: ManagementClientOptions): Promise<ManagementClient> {
    const client = new ManagementClient(new WebSocket(options.address), options);
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

  #take(frame: FromServer): void {
    if ("welcome" in frame) this.#welcome();
    else if ("event" in frame) {
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
