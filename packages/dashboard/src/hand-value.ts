import type { Cancel, Clock } from "@buttplug-ts/core";
import { type ReadonlySignal, signal } from "@preact/signals";

/** How long the engine may take to say that it did what the hand wanted: with much to tell it tells once a second. */
const patienceMs = 1_500;

/**
 * What somebody set by hand, which is shown in place of what the engine says: while they hold the control, and until the
 * engine had time to follow.
 */
export class HandValue<T> {
  readonly #clock: Clock;
  readonly #value = signal<T | undefined>(undefined);
  #isHeld = false;
  #cancel: Cancel = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Undefined: the engine's own is to be shown. */
  get value(): ReadonlySignal<T | undefined> {
    return this.#value;
  }

  set(value: T): void {
    this.#value.value = value;
    this.#letGoSoon();
  }

  /** From now on until {@link release} the value stays. */
  hold(): void {
    this.#isHeld = true;
    this.#cancel();
  }

  release(): void {
    this.#isHeld = false;
    this.#letGoSoon();
  }

  /** The engine says that it did what the hand wanted: from now on what it says is shown. */
  confirm(told: T | undefined): void {
    if (!this.#isHeld && told !== undefined && told === this.#value.peek()) this.drop();
  }

  /** What the engine says is shown at once, also if the control is held. */
  drop(): void {
    this.#cancel();
    this.#isHeld = false;
    this.#value.value = undefined;
  }

  /** For what failed: {@link drop}, and on with the error. */
  readonly dropAnd = (error: unknown): never => {
    this.drop();
    throw error;
  };

  #letGoSoon(): void {
    this.#cancel();
    if (!this.#isHeld && this.#value.peek() !== undefined)
      this.#cancel = this.#clock.after(patienceMs, () => this.drop());
  }
}
