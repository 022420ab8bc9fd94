import {
  abortedError,
  ButtplugError,
  type Clock,
  type Endpoint,
  type EndpointPlan,
  type ErrorCode,
  type HardwareId,
  isButtplugError,
  onAbort,
  textOf,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { Hardware, HardwareClosed, Unsubscribe } from "@buttplug-ts/hardware";

/** What a bus does for one open device. The connection around it checks, counts, limits and words the errors. */
export interface Link {
  /** Settles when the bus took the bytes. Called in the order of the writes; the link keeps it. */
  write(endpoint: Endpoint, data: Uint8Array, withResponse: boolean): Promise<void>;
  /** Absent: a read gives what comes in next. */
  read?(endpoint: Endpoint, length: number | undefined): Promise<Uint8Array>;
  /** Begins to deliver what comes in at an endpoint; called once until the returned function was. Absent: nothing comes in. */
  listen?(endpoint: Endpoint, deliver: (data: Uint8Array) => void): Promise<Unsubscribe>;
  /** Lets the device go, also in the middle of operations. */
  close(): Promise<void>;
  /** Signal strength in dBm. */
  rssi?(): Promise<number>;
}

export interface ConnectionOptions {
  readonly id: HardwareId;
  readonly plan: EndpointPlan;
  readonly endpoints: readonly Endpoint[];
  /** Default: 0. */
  readonly gapMs?: number;
  /** Default: false. */
  readonly needsKeepalive?: boolean;
  readonly link: Link;
  readonly clock: Clock;
}

/** How long closing may take before it counts as done. */
const closeLimitMs = 2_000;

type Listener = (data: Uint8Array) => void;

/** A {@link Hardware} over the {@link Link} of a bus. */
export class HardwareConnection implements Hardware {
  readonly id: HardwareId;
  readonly plan: EndpointPlan;
  readonly endpoints: readonly Endpoint[];
  readonly gapMs: number;
  readonly needsKeepalive: boolean;
  readonly closed: Promise<HardwareClosed>;
  readonly rssi?: () => Promise<number>;
  readonly #link: Link;
  readonly #clock: Clock;
  readonly #streams = new Map<Endpoint, Stream>();
  readonly #pending = new Set<(error: ButtplugError) => void>();
  #end: HardwareClosed | undefined;
  #closing: Promise<void> | undefined;
  #settleClosed: (end: HardwareClosed) => void = () => {};

  constructor({ id, plan, endpoints, gapMs = 0, needsKeepalive = false, link, clock }: ConnectionOptions) {
    this.id = id;
    this.plan = plan;
    this.endpoints = endpoints;
    this.gapMs = gapMs;
    this.needsKeepalive = needsKeepalive;
    this.#link = link;
    this.#clock = clock;
    this.closed = new Promise((resolve) => {
      this.#settleClosed = resolve;
    });
    const { rssi } = link;
    if (rssi) this.rssi = () => this.#run("hardware/read-failed", "rssi", () => rssi.call(link));
  }

  write(
    endpoint: Endpoint,
    data: Uint8Array,
    { withResponse, signal }: { readonly withResponse: boolean; readonly signal?: AbortSignal },
  ): Promise<void> {
    const work = () => this.#link.write(endpoint, data, withResponse);
    return this.#at(endpoint) ?? this.#run("hardware/write-failed", endpoint, work, signal);
  }

  read(
    endpoint: Endpoint,
    { length, timeoutMs }: { readonly length?: number; readonly timeoutMs: number },
  ): Promise<Uint8Array> {
    const noAnswer = () =>
      new ButtplugError("hardware/no-answer", `nothing could be read at ${endpoint} within ${timeoutMs} ms`, {
        details: { afterMs: timeoutMs },
      });
    const { read } = this.#link;
    const work = (signal: AbortSignal) =>
      read ? read.call(this.#link, endpoint, length) : this.#next(endpoint, signal);
    const limited = () => withTimeLimit(this.#clock, timeoutMs, undefined, noAnswer, work);
    return this.#at(endpoint) ?? this.#run("hardware/read-failed", endpoint, limited);
  }

  async subscribe(endpoint: Endpoint, listener: Listener): Promise<Unsubscribe> {
    await this.#at(endpoint);
    const stream = this.#streams.get(endpoint) ?? new Stream((deliver) => this.#listen(endpoint, deliver));
    this.#streams.set(endpoint, stream);
    return this.#run("hardware/read-failed", endpoint, () => stream.add(listener));
  }

  /** The device left, or the bus broke. Has no effect once the connection is closed. */
  lost(reason: string, by: "remote" | "failure" = "remote"): void {
    this.#finish({ by, reason });
    void this.#letGo();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#finish({ by: "local", reason: "the connection was closed on this side" });
    await this.#letGo();
  }

  #listen(endpoint: Endpoint, deliver: Listener): Promise<Unsubscribe> {
    const { listen } = this.#link;
    if (listen === undefined) {
      throw new ButtplugError("hardware/read-failed", `nothing comes in at ${endpoint}`, { details: { endpoint } });
    }
    return listen.call(this.#link, endpoint, (data) => {
      if (this.#end === undefined) deliver(data);
    });
  }

  async #next(endpoint: Endpoint, signal: AbortSignal): Promise<Uint8Array> {
    let stop: Unsubscribe = async () => {};
    try {
      return await new Promise<Uint8Array>((resolve, reject) => {
        onAbort(signal, () => reject(abortedError(signal)));
        this.subscribe(endpoint, resolve).then((unsubscribe) => {
          stop = unsubscribe;
        }, reject);
      });
    } finally {
      await stop();
    }
  }

  #finish(end: HardwareClosed): void {
    if (this.#end) return;
    this.#end = end;
    for (const reject of this.#pending) reject(this.#disconnected());
    this.#settleClosed(end);
  }

  #letGo(): Promise<void> {
    const tooLate = () => new ButtplugError("internal/bug", "the bus does not let go");
    const close = () => withTimeLimit(this.#clock, closeLimitMs, undefined, tooLate, () => this.#link.close());
    this.#closing ??= Promise.resolve()
      .then(close)
      .catch(() => {});
    return this.#closing;
  }

  #run<T>(
    code: Extract<ErrorCode, "hardware/write-failed" | "hardware/read-failed">,
    endpoint: string,
    work: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    if (this.#end) return Promise.reject(this.#disconnected());
    if (signal?.aborted) return Promise.reject(abortedError(signal));
    return new Promise((resolve, reject) => {
      const unlisten = onAbort(signal, () => reject(abortedError(signal)));
      const done = () => {
        this.#pending.delete(reject);
        unlisten();
      };
      this.#pending.add(reject);
      Promise.resolve()
        .then(work)
        .then(resolve, (error: unknown) => reject(isButtplugError(error) ? error : failed(code, endpoint, error)))
        .finally(done);
    });
  }

  #at(endpoint: Endpoint): Promise<never> | undefined {
    if (this.endpoints.includes(endpoint)) return undefined;
    const text = `the device has no endpoint ${endpoint}; it has ${this.endpoints.join(", ") || "none"}`;
    return Promise.reject(new ButtplugError("hardware/endpoint-missing", text, { details: { endpoint } }));
  }

  #disconnected(): ButtplugError {
    const text = `the device is not connected any more: ${this.#end?.reason}`;
    return new ButtplugError("hardware/disconnected", text, { details: { hardware: this.id } });
  }
}

/** What comes in at one endpoint, for all who listen. The bus is asked once, and told when nobody is left. */
class Stream {
  readonly #open: (deliver: Listener) => Promise<Unsubscribe>;
  readonly #listeners = new Set<{ readonly listener: Listener }>();
  #stop: Unsubscribe | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(open: (deliver: Listener) => Promise<Unsubscribe>) {
    this.#open = open;
  }

  async add(listener: Listener): Promise<Unsubscribe> {
    const entry = { listener };
    this.#listeners.add(entry);
    try {
      await this.#settle();
    } catch (error) {
      this.#listeners.delete(entry);
      throw error;
    }
    return async () => {
      if (this.#listeners.delete(entry)) await this.#settle();
    };
  }

  /** Brings the bus to what the listeners want, one change at a time. */
  #settle(): Promise<void> {
    const turn = this.#turn.then(async () => {
      const isWanted = this.#listeners.size > 0;
      if (isWanted === (this.#stop !== undefined)) return;
      if (isWanted) this.#stop = await this.#open((data) => this.#deliver(data));
      else {
        const stop = this.#stop;
        this.#stop = undefined;
        await stop?.();
      }
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }

  #deliver(data: Uint8Array): void {
    for (const entry of [...this.#listeners]) {
      if (this.#listeners.has(entry)) entry.listener(data);
    }
  }
}

function failed(
  code: "hardware/write-failed" | "hardware/read-failed",
  endpoint: string,
  cause: unknown,
): ButtplugError {
  const what = code === "hardware/write-failed" ? "writing to" : "reading from";
  return new ButtplugError(code, `${what} ${endpoint} failed: ${textOf(cause)}`, { cause, details: { endpoint } });
}
