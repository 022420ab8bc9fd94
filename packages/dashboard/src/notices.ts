import type { Cancel, Clock } from "@buttplug-ts/core";
import { type ReadonlySignal, signal } from "@preact/signals";

/** What is said is gone after this; whatever can be done about it is elsewhere, too. */
const shownMs = 20_000;

/** One line that says what just happened. */
export class Notices {
  readonly #clock: Clock;
  readonly #latest = signal<string | undefined>(undefined);
  #cancel: Cancel = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get latest(): ReadonlySignal<string | undefined> {
    return this.#latest;
  }

  say(text: string): void {
    this.#latest.value = text;
    this.#cancel();
    this.#cancel = this.#clock.after(shownMs, () => this.clear());
  }

  clear(): void {
    this.#cancel();
    this.#latest.value = undefined;
  }
}
