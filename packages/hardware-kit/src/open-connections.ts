import {
  abortedError,
  ButtplugError,
  type Clock,
  type HardwareId,
  isButtplugError,
  onAbort,
  textOf,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { HardwareConnection } from "./connection.js";

export interface OpenLimit {
  readonly clock: Clock;
  readonly ms: number;
  /** Why it counts as failed then, such as `it did not open within 5000 ms`. */
  readonly why: string;
}

type Connect = (signal: AbortSignal) => Promise<HardwareConnection>;

/** The devices of one bus that are open or opening: none twice, and none left behind. */
export class OpenConnections {
  readonly #opening = new Set<HardwareId>();
  readonly #open = new Map<HardwareId, HardwareConnection>();
  readonly #closing = new AbortController();
  readonly #manager: string;

  constructor(manager: string) {
    this.#manager = manager;
  }

  get disposed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Aborts when the bus is shut down. */
  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  has(id: HardwareId): boolean {
    return this.#opening.has(id) || this.#open.has(id);
  }

  get(id: HardwareId): HardwareConnection | undefined {
    return this.#open.get(id);
  }

  /**
   * Runs `connect` for a device that is not open yet. A connection that comes after `signal` aborted, or after the limit,
   * is closed again.
   * @throws ButtplugError `hardware/connect-failed`, also for what `connect` throws, or `request/aborted`
   */
  open(id: HardwareId, signal: AbortSignal, connect: Connect, limit?: OpenLimit): Promise<HardwareConnection> {
    if (limit === undefined) return this.#openOnce(id, signal, connect);
    const { clock, ms, why } = limit;
    const tooLate = () => connectFailed(id, why);
    return withTimeLimit(clock, ms, signal, tooLate, (limited) => this.#openOnce(id, limited, connect));
  }

  /** Closes all, and lets no more come. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#open.values()].map((connection) => connection[Symbol.asyncDispose]()));
  }

  async #openOnce(id: HardwareId, signal: AbortSignal, connect: Connect): Promise<HardwareConnection> {
    if (this.disposed) throw connectFailed(id, `the bus ${this.#manager} was shut down`);
    if (signal.aborted) throw abortedError(signal);
    if (this.has(id)) throw connectFailed(id, "it is already connected");
    this.#opening.add(id);
    const either = AbortSignal.any([signal, this.signal]);
    try {
      return await this.#inTime(id, connect(either), either);
    } catch (error) {
      if (signal.aborted) throw abortedError(signal);
      if (isButtplugError(error) && error.code.startsWith("hardware/")) throw error;
      throw connectFailed(id, textOf(error), error);
    } finally {
      this.#opening.delete(id);
    }
  }

  #inTime(id: HardwareId, connecting: Promise<HardwareConnection>, signal: AbortSignal): Promise<HardwareConnection> {
    return new Promise((resolve, reject) => {
      const unlisten = onAbort(signal, () => reject(abortedError(signal)));
      connecting
        .finally(unlisten)
        .then((connection) => {
          if (signal.aborted) return connection[Symbol.asyncDispose]();
          // Not a turn later: a shutdown in between would not find it.
          this.#open.set(id, connection);
          void connection.closed.then(() => this.#open.delete(id));
          return resolve(connection);
        })
        .catch(reject);
    });
  }
}

/** The error of a device that could not be opened. */
export function connectFailed(id: HardwareId, why: string, cause?: unknown): ButtplugError {
  const text = `cannot connect to ${id}: ${why}`;
  return new ButtplugError("hardware/connect-failed", text, {
    details: { hardware: id },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** The error of a bus that cannot be used. `why` is a sentence that says what helps. */
export function unavailable(manager: string, why: string, cause?: unknown): ButtplugError {
  return new ButtplugError("hardware/unavailable", why, {
    details: { manager },
    ...(cause === undefined ? {} : { cause }),
  });
}
