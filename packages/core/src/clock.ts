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
      const onTime = restMs > longestTimerMs ? () => arm(restMs - longestTimerMs) : callback;
      timer = setTimeout(onTime, Math.min(restMs, longestTimerMs));
    };
    arm(delayMs);
    return () => clearTimeout(timer);
  },
};

/** Milliseconds since 1970, for what people read and what outlives a process. It may jump; a {@link Clock} does not. */
export function calendarMs(): number {
  return Date.now();
}

/** Settles after `delayMs`; rejects with `request/aborted` as soon as `signal` aborts. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortedError(signal));
    const unlisten = onAbort(signal, () => {
      cancel();
      reject(abortedError(signal));
    });
    const cancel = clock.after(delayMs, () => {
      unlisten();
      resolve();
    });
  });
}

/** Calls `listener` when `signal`, if there is one, aborts. Returns the function that ends this. */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  signal?.addEventListener("abort", listener, { once: true });
  return () => signal?.removeEventListener("abort", listener);
}

/** The error of an operation that its caller called off. */
export function abortedError(signal?: AbortSignal): ButtplugError<"request/aborted"> {
  return new ButtplugError("request/aborted", "the caller aborted the operation", { cause: signal?.reason });
}

const never = Number.POSITIVE_INFINITY;

/**
 * A moment that is moved often and reached rarely. Moving it later, or clearing it, touches no timer: the one that is
 * armed runs out, looks, and arms itself again for the rest.
 */
export class Deadline {
  readonly #clock: Clock;
  readonly #onReached: () => void;
  #atMs = never;
  #armedForMs = never;
  #cancel: Cancel = () => {};

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
    this.#atMs = never;
  }

  /** Clears the deadline and releases the timer. */
  dispose(): void {
    this.clear();
    this.#cancel();
    this.#armedForMs = never;
  }

  #arm(): void {
    this.#cancel();
    this.#armedForMs = this.#atMs;
    this.#cancel = this.#clock.after(Math.max(0, this.#atMs - this.#clock.now()), () => {
      this.#armedForMs = never;
      if (this.#clock.now() < this.#atMs) return this.set(this.#atMs);
      this.clear();
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
  const limited = controller.signal;
  // Listens before `work` does, so that its error is the one that counts.
  const givenUp = new Promise<never>((_, reject) => onAbort(limited, () => reject(limited.reason)));
  const unlisten = onAbort(signal, () => controller.abort(abortedError(signal)));
  const cancel = clock.after(limitMs, () => controller.abort(onTimeout()));
  try {
    return await Promise.race([givenUp, work(limited)]);
  } finally {
    cancel();
    unlisten();
  }
}
