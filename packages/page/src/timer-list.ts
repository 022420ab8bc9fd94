import type { Cancel } from "@buttplug-ts/core";

/** A callback that waits for its time. */
export interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
  /** Takes it off the page's clock, while it runs there. */
  cancelOnPage: Cancel | undefined;
}

/** Timers by deadline; those of the same deadline in the order in which they came. */
export class TimerList {
  readonly #timers: Timer[] = [];

  get first(): Timer | undefined {
    return this.#timers[0];
  }

  add(timer: Timer): void {
    let [low, high] = [0, this.#timers.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#timers[middle] as Timer).atMs <= timer.atMs) low = middle + 1;
      else high = middle;
    }
    this.#timers.splice(low, 0, timer);
  }

  /** Does nothing if the timer is not in the list. */
  remove(timer: Timer): void {
    const at = this.#timers.indexOf(timer);
    if (at >= 0) this.#timers.splice(at, 1);
  }

  all(): readonly Timer[] {
    return [...this.#timers];
  }
}
