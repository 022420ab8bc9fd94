import type { Clock } from "@buttplug-ts/core";

export interface NewestWinsOptions<T> {
  readonly clock: Clock;
  /** At least this long between two sends, in milliseconds. */
  readonly gapMs: number;
  /** Sends that may be under way at a time. */
  readonly inFlightLimit: number;
  readonly send: (value: T) => Promise<unknown>;
  /** What became of a value does not matter any more once there is a newer one. */
  readonly onFailed: (error: unknown) => void;
  /** Called whenever nothing waits or is under way any more. */
  readonly onIdle?: () => void;
}

/** Sends values that come faster than they can leave: the first at once, then always the newest. */
export class NewestWins<T> {
  readonly #o: NewestWinsOptions<T>;
  #next: { readonly value: T } | undefined;
  #isPausing = false;
  #inFlight = 0;
  #sent = 0;

  constructor(options: NewestWinsOptions<T>) {
    this.#o = options;
  }

  /** Nothing waits and nothing is under way. */
  get isIdle(): boolean {
    return this.#inFlight === 0 && this.#next === undefined;
  }

  push(value: T): void {
    this.#next = { value };
    this.#pump();
  }

  /** Forgets what waits. */
  clear(): void {
    this.#next = undefined;
    this.#noteIdle();
  }

  #pump(): void {
    const { clock, gapMs, inFlightLimit } = this.#o;
    if (this.#next === undefined || this.#isPausing || this.#inFlight >= inFlightLimit) return;
    const { value } = this.#next;
    this.#next = undefined;
    this.#isPausing = true;
    clock.after(gapMs, () => {
      this.#isPausing = false;
      this.#pump();
    });
    void this.#send(value);
  }

  async #send(value: T): Promise<void> {
    const { send, onFailed } = this.#o;
    this.#inFlight += 1;
    this.#sent += 1;
    const number = this.#sent;
    try {
      await send(value);
    } catch (error) {
      if (this.#next === undefined && number === this.#sent) onFailed(error);
    } finally {
      this.#inFlight -= 1;
      this.#pump();
      this.#noteIdle();
    }
  }

  #noteIdle(): void {
    if (this.isIdle) this.#o.onIdle?.();
  }
}
