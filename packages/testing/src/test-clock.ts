import type { Cancel, Clock } from "@buttplug-ts/core";

interface Timer {
  readonly atMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/** How many rounds of promise callbacks {@link settle} lets run. */
const settleRounds = 200;

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  #nowMs = 0;
  #order = 0;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): Cancel {
    const timer = { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Timers that have not run and were not cancelled. Zero at the end of a test that cleaned up. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Moves time forward, running what comes due in order and letting promises settle before and after each. */
  async advance(byMs: number): Promise<void> {
    const endMs = this.#nowMs + byMs;
    await settle();
    for (let due = this.#nextDue(endMs); due !== undefined; due = this.#nextDue(endMs)) {
      this.#timers.delete(due);
      this.#nowMs = Math.max(this.#nowMs, due.atMs);
      due.callback();
      await settle();
    }
    this.#nowMs = endMs;
  }

  #nextDue(endMs: number): Timer | undefined {
    const due = [...this.#timers].filter((timer) => timer.atMs <= endMs);
    return due.sort((a, b) => a.atMs - b.atMs || a.order - b.order)[0];
  }
}

/** Lets promise callbacks run that are ready, and those that they make ready. */
export async function settle(): Promise<void> {
  for (let round = 0; round < settleRounds; round += 1) await Promise.resolve();
}
