import type { Cancel, Clock } from "@buttplug-ts/core";

interface Timer {
  readonly dueAtMs: number;
  readonly callback: () => void;
}

/** A clock whose timers run when they are told to, which may be later than they are due, as in reality. */
export class ReplayClock implements Clock {
  #nowMs = 0;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): Cancel {
    const timer = { dueAtMs: this.#nowMs + Math.max(0, delayMs), callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** When the next timer is due; infinity without one. */
  get nextDueAtMs(): number {
    return this.#next?.dueAtMs ?? Number.POSITIVE_INFINITY;
  }

  /** Moves time without running timers; never back. */
  moveTo(atMs: number): void {
    this.#nowMs = Math.max(this.#nowMs, atMs);
  }

  /** Runs the timer that is due first, at whatever time it is. */
  runNext(): void {
    const next = this.#next;
    if (!next) return;
    this.#timers.delete(next);
    next.callback();
  }

  get #next(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) if (!next || timer.dueAtMs < next.dueAtMs) next = timer;
    return next;
  }
}

/** How many rounds of promise callbacks {@link settle} lets run: more than any chain of the server has. */
const settleRounds = 100;

/** Lets promise callbacks run until `isDone`, or until no chain can be left. */
export async function settle(isDone: () => boolean = () => false): Promise<void> {
  for (let round = 0; round < settleRounds && !isDone(); round += 1) await Promise.resolve();
}
