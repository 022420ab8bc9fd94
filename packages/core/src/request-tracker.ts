import { abortedError, type Clock, Deadline, onAbort } from "./clock.js";
import { ButtplugError } from "./error.js";

/** The highest id that the message spec allows. */
const highestId = 0xffff_ffff;

interface Pending<Reply> {
  readonly request: string;
  readonly timeoutMs: number;
  readonly expiresAtMs: number;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
  readonly forget: (() => void) | undefined;
}

/** What a request may ask for. */
export interface RequestOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Pairs replies with requests by id. Every promise it gives out settles exactly once: with its reply, its time limit, its
 * abort, or the end of the connection. An id is not used again while it is pending. All requests share one timer.
 */
export class RequestTracker<Reply> {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #maxId: number;
  #pending = new Map<number, Pending<Reply>>();
  readonly #deadline: Deadline;
  #lastId = 0;
  #closedBy: ButtplugError | undefined;

  /** At most `limit` requests wait at a time. After `maxId`, ids begin again at 1. */
  constructor(clock: Clock, limit: number, maxId: number = highestId) {
    this.#clock = clock;
    this.#limit = Math.min(limit, maxId);
    this.#maxId = maxId;
    this.#deadline = new Deadline(clock, () => this.#expire());
  }

  /** Requests that wait for their reply. */
  get size(): number {
    return this.#pending.size;
  }

  /** Registers a request and hands its id to `send`. `request` names it in errors. */
  request(request: string, options: RequestOptions, send: (id: number) => void): Promise<Reply> {
    const { timeoutMs, signal } = options;
    return new Promise<Reply>((resolve, reject) => {
      if (this.#closedBy) return reject(this.#closedBy);
      if (signal?.aborted) return reject(abortedError(signal));
      if (this.#pending.size >= this.#limit) return reject(tooMany(this.#limit));
      const id = this.#nextId();
      const expiresAtMs = this.#clock.now() + timeoutMs;
      const forget = signal && onAbort(signal, () => this.reject(id, abortedError(signal)));
      this.#pending.set(id, { request, timeoutMs, expiresAtMs, resolve, reject, forget });
      this.#expireAt(expiresAtMs);
      try {
        send(id);
      } catch (error) {
        this.reject(id, error);
      }
    });
  }

  /** Settles the request with this id. False if there is none (late, unknown, or an event). */
  resolve(id: number, reply: Reply): boolean {
    const pending = this.#take(id);
    pending?.resolve(reply);
    return pending !== undefined;
  }

  reject(id: number, error: unknown): boolean {
    const pending = this.#take(id);
    pending?.reject(error);
    return pending !== undefined;
  }

  /** Rejects all pending and all later requests. */
  close(error: ButtplugError): void {
    this.#closedBy ??= error;
    this.#deadline.dispose();
    for (const id of [...this.#pending.keys()]) this.reject(id, this.#closedBy);
  }

  #take(id: number): Pending<Reply> | undefined {
    const pending = this.#pending.get(id);
    if (pending === undefined) return undefined;
    // A map that shrinks keeps its old tables linked to the new ones, and garbage collections copy the whole chain.
    if (this.#pending.size === 1) this.#pending = new Map();
    else this.#pending.delete(id);
    pending.forget?.();
    return pending;
  }

  #nextId(): number {
    do this.#lastId = this.#lastId >= this.#maxId ? 1 : this.#lastId + 1;
    while (this.#pending.has(this.#lastId));
    return this.#lastId;
  }

  /** The deadline is that of the request whose limit is the first. */
  #expireAt(atMs: number): void {
    if (atMs < this.#deadline.atMs) this.#deadline.set(atMs);
  }

  #expire(): void {
    const now = this.#clock.now();
    for (const [id, { request, timeoutMs, expiresAtMs }] of [...this.#pending]) {
      if (expiresAtMs <= now) this.reject(id, timedOut(request, timeoutMs));
      else this.#expireAt(expiresAtMs);
    }
  }
}

function timedOut(request: string, afterMs: number): ButtplugError {
  return new ButtplugError("request/timeout", `no answer to ${request} within ${afterMs} ms`, {
    details: { request, afterMs },
  });
}

function tooMany(limit: number): ButtplugError {
  return new ButtplugError("request/too-many", `${limit} requests wait for their answer already`, {
    details: { limit },
  });
}
