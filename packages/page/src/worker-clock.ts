import { type Cancel, type Clock, Deadline, type Logger, silentLogger, systemClock, textOf } from "@buttplug-ts/core";
import { AlarmWorker } from "./alarm-worker.js";
import { type Timer, TimerList } from "./timer-list.js";

/** Who runs the timers: a worker, or the page's own clock, which browsers slow down in hidden tabs. */
export type ClockMode = "worker" | "page";

/** A clock for pages. */
export interface WorkerClock extends Clock, AsyncDisposable {
  /** Who runs the timers now. `page` until the worker has answered for the first time. */
  readonly mode: ClockMode;
  /** Settles with the mode when the worker has answered or cannot be had, after 10 s at most. Never rejects. */
  readonly started: Promise<ClockMode>;
  /** Ends the worker. What waits, and what comes later, runs on the page's own clock. Idempotent. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** How a {@link workerClock} is made. */
export interface WorkerClockOptions {
  /** Where the page hosts `@buttplug-ts/page/worker`, if its content security policy forbids workers from blobs. */
  readonly workerUrl?: string | { readonly href: string } | undefined;
  /** Hears which mode the clock is in, and why: `warn` for the page's own clock. */
  readonly logger?: Logger | undefined;
}

/**
 * A clock whose timers run in one dedicated worker, because browsers let timers of hidden tabs run once a second, and
 * after some minutes once a minute. Where no worker can be had, or it fails later, timers run on the page's own clock
 * and the logger is told. Callbacks run in the page, each in a task of its own, in the order of their deadlines.
 */
export function workerClock(options: WorkerClockOptions = {}): WorkerClock {
  return new ClockOfPage(options);
}

const area = "clock";
const never = Number.POSITIVE_INFINITY;

/** How long the worker may take to load and answer. */
const startLimitMs = 10_000;

/** How late the worker may be before it is asked whether it still lives, and how long it may take to say so. */
const silenceLimitMs = 1000;

class ClockOfPage implements WorkerClock {
  readonly started: Promise<ClockMode>;
  readonly #timers = new TimerList();
  readonly #logger: Logger;
  /** Runs on the page's clock: when the worker should have answered. */
  readonly #silence: Deadline;
  #settleStarted: (mode: ClockMode) => void = () => {};
  #alarm: AlarmWorker | undefined;
  #inWorker = false;
  #armedForMs = never;
  #asked = false;

  constructor({ workerUrl: url, logger = silentLogger }: WorkerClockOptions) {
    this.#logger = logger;
    this.#silence = new Deadline(systemClock, () => this.#onSilence());
    this.started = new Promise((resolve) => {
      this.#settleStarted = resolve;
    });
    this.#start(typeof url === "object" ? url.href : url);
  }

  get mode(): ClockMode {
    return this.#inWorker ? "worker" : "page";
  }

  now(): number {
    return systemClock.now();
  }

  after(delayMs: number, callback: () => void): Cancel {
    // Like a platform's timer: what is no number is no delay.
    const atMs = this.now() + Math.max(delayMs || 0, 0);
    const timer: Timer = { atMs, callback, cancelOnPage: undefined };
    this.#timers.add(timer);
    if (this.#inWorker) this.#arm();
    else this.#runOnPage(timer);
    return () => this.#take(timer);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#moveToPage();
    return Promise.resolve();
  }

  #start(url: string | undefined): void {
    if (typeof Worker === "undefined") return this.#onFailed("there are no workers here");
    try {
      this.#alarm = new AlarmWorker(url, {
        onWake: () => this.#onWake(),
        onFailed: (reason) => this.#onFailed(reason),
      });
      this.#alarm.set(0);
      this.#silence.set(this.now() + startLimitMs);
    } catch (error) {
      this.#onFailed(textOf(error));
    }
  }

  #onWake(): void {
    this.#asked = false;
    this.#armedForMs = never;
    this.#silence.clear();
    if (!this.#inWorker) return this.#moveToWorker();
    const { first } = this.#timers;
    try {
      // One callback a wake: what it starts in microtasks, such as cancelling the next timer, is done before the next.
      if (first !== undefined && first.atMs <= this.now()) {
        this.#timers.remove(first);
        first.callback();
      }
    } finally {
      this.#arm();
    }
  }

  /** Sees to it that the worker wakes the page for the first timer. An earlier wake is as good: it looks again. */
  #arm(): void {
    const { first } = this.#timers;
    if (first === undefined || !this.#inWorker || first.atMs >= this.#armedForMs) return;
    this.#armedForMs = first.atMs;
    this.#alarm?.set(Math.max(0, first.atMs - this.now()));
    this.#silence.set(first.atMs + silenceLimitMs);
  }

  #onSilence(): void {
    // Browsers do not say that they ended a worker. A computer that slept is late too, so the worker is asked once.
    if (this.#asked || !this.#inWorker) return this.#onFailed("the worker does not answer");
    this.#asked = true;
    this.#alarm?.set(0);
    this.#silence.set(this.now() + silenceLimitMs);
  }

  #onFailed(reason: string): void {
    this.#moveToPage();
    const text = `timers run on the page's own clock, which browsers slow down in hidden tabs: ${reason}`;
    this.#logger.log("warn", area, text, { mode: this.mode });
  }

  #moveToWorker(): void {
    this.#inWorker = true;
    for (const timer of this.#timers.all()) {
      timer.cancelOnPage?.();
      timer.cancelOnPage = undefined;
    }
    this.#arm();
    this.#logger.log("debug", area, "timers run in a worker", { mode: this.mode });
    this.#settleStarted("worker");
  }

  #moveToPage(): void {
    this.#alarm?.terminate();
    this.#alarm = undefined;
    this.#silence.dispose();
    if (this.#inWorker) {
      this.#inWorker = false;
      for (const timer of this.#timers.all()) this.#runOnPage(timer);
    }
    this.#settleStarted("page");
  }

  #runOnPage(timer: Timer): void {
    // Whole milliseconds, or platforms that cut off fractions would be early and out of order.
    const delayMs = Math.max(0, Math.ceil(timer.atMs - this.now()));
    timer.cancelOnPage = systemClock.after(delayMs, () => {
      this.#timers.remove(timer);
      timer.callback();
    });
  }

  #take(timer: Timer): void {
    this.#timers.remove(timer);
    timer.cancelOnPage?.();
  }
}
