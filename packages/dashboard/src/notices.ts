import type { Cancel, Clock } from "@buttplug-ts/core";
import { type ReadonlySignal, signal } from "@preact/signals";

/** What is said is gone after this; whatever can be done about it is elsewhere, too. */
const shownMs = 8_000;

/** One line that says what just happened. */
export class Notices {
  readonly #clock: Clock;
  readonly #latest = signal<string | undefined>(undefined);
  #isKept = false;
  #cancel: Cancel = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get latest(): ReadonlySignal<string | undefined> {
    return this.#latest;
  }

  say(text: string): void {
    this.#latest.value = text;
    this.#clearSoon();
  }

  /** Somebody is at it: it stays until {@link letGo}. */
  keep(): void {
    this.#isKept = true;
    this.#cancel();
  }

  letGo(): void {
    this.#isKept = false;
    this.#clearSoon();
  }

  clear(): void {
    this.#cancel();
    this.#isKept = false;
    this.#latest.value = undefined;
  }

  #clearSoon(): void {
    this.#cancel();
    if (!this.#isKept && this.#latest.peek() !== undefined)
      this.#cancel = this.#clock.after(shownMs, () => this.clear());
  }
}
