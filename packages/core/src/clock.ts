import { ButtplugError } from "./error.js";

/** Stops a timer. Calling it again, or after the timer ran, does nothing. */
export type Cancel = () => void;

/** The only source of time. Tests pass a clock that they move by hand. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): number;
  /** Calls `callback` once, after at least `delayMs` milliseconds. */
  after(delayMs: number, callback: () => void): Cancel;
}

/** Platform timers hold their delay in 31 bits; a longer one would run at once. */
const longestTimerMs = 0x7fff_ffff;

export const systemClock: Clock = {
  now: () => performance.now(),
  after(delayMs, callback) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const arm = (restMs: number) => {
      if (restMs <= longestTimerMs) timer = setTimeout(callback, restMs);
      else timer = setTimeout(() => arm(restMs - longestTimerMs), longestTimerMs);
    };
    arm(delayMs);
    return () => clearTimeout(timer);
  },
};

/** Settles after `delayMs`; rejects with `request/aborted` as soon as `signal` aborts. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortedError(signal));
    const onAbort = () => {
      cancel();
      reject(abortedError(signal));
    };
    const cancel = clock.after(delayMs, () => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    });
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}

/** The error of an operation that its caller called off. */
export function abortedError(signal?: AbortSignal): ButtplugError<"request/aborted"> {
  return new ButtplugError("request/aborted", "the operation was aborted by its caller", { cause: signal?.reason });
}

/**
 * A moment that is moved often and reached rarely. Moving it later, or clearing it, touches no timer: the one that is
 * armed runs out, looks, and arms itself again for the rest.
 */
export class Deadline {
  readonly #clock: Clock;
  readonly #onReached: () => void;
  #atMs = Number.POSITIVE_INFINITY;
  #armedForMs = Number.POSITIVE_INFINITY;
  #cancel: Cancel | undefined;

  constructor(clock: Clock, onReached: () => void) {
    this.#clock = clock;
    this.#onReached = onReached;
  }

  /** Sets the deadline to `atMs` on the clock's scale. */
  set(atMs: number): void {
    this.#atMs = atMs;
    if (atMs < this.#armedForMs) this.#arm();
  }

  /** When the deadline is; infinity if there is none. */
  get atMs(): number {
    return this.#atMs;
  }

  clear(): void {
    this.#atMs = Number.POSITIVE_INFINITY;
  }

  /** Clears the deadline and releases the timer. */
  dispose(): void {
    this.clear();
    this.#cancel?.();
    this.#cancel = undefined;
    this.#armedForMs = Number.POSITIVE_INFINITY;
  }

  #arm(): void {
    this.#cancel?.();
    this.#armedForMs = this.#atMs;
    this.#cancel = this.#clock.after(Math.max(0, this.#atMs - this.#clock.now()), () => {
      this.#cancel = undefined;
      this.#armedForMs = Number.POSITIVE_INFINITY;
      if (this.#atMs === Number.POSITIVE_INFINITY) return;
      if (this.#clock.now() < this.#atMs) return this.#arm();
      this.#atMs = Number.POSITIVE_INFINITY;
      this.#onReached();
    });
  }
}

/**
 * Runs `work` with a signal that aborts when `signal` does or after `limitMs`, whichever is first, and rejects then even
 * if `work` takes no notice. `onTimeout` makes the error of the second case.
 */
export async function withTimeLimit<T>(
  clock: Clock,
  limitMs: number,
  signal: AbortSignal | undefined,
  onTimeout: () => ButtplugError,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal?.aborted) throw abortedError(signal);
  const controller = new AbortController();
  let giveUp: (error: ButtplugError) => void = () => {};
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = (error) => {
      reject(error);
      controller.abort(error);
    };
  });
  const onAbort = () => giveUp(abortedError(signal));
  signal?.addEventListener("abort", onAbort, { once: true });
  const cancel = clock.after(limitMs, () => giveUp(onTimeout()));
  try {
    return await Promise.race([work(controller.signal), givenUp]);
  } finally {
    cancel();
    signal?.removeEventListener("abort", onAbort);
  }
}
