import type { Cancel, Clock } from "@buttplug-ts/core";
import { type ReadonlySignal, signal } from "@preact/signals";

/** How long the engine may take to say that it did what the hand wanted: with much to tell it tells once a second. */
const patienceMs = 3_000;

/**
 * What somebody set by hand, which is shown in place of what the engine says: while they hold the control, while the engine is
 * asked for it, and until the engine had time to follow.
 */
export class HandValue<T> {
  readonly #clock: Clock;
  readonly #isSame: (told: T, value: T) => boolean;
  readonly #value = signal<T | undefined>(undefined);
  readonly #holders = new Set<unknown>();
  /** What the engine said since the value was set. */
  #told: T | undefined;
  /** Whether the engine took the value: whatever it says next is newer. */
  #isTaken = false;
  #cancel: Cancel = () => {};

  constructor(clock: Clock, isSame: (told: T, value: T) => boolean = Object.is) {
    this.#clock = clock;
    this.#isSame = isSame;
  }

  /** Undefined: the engine's own is to be shown. */
  get value(): ReadonlySignal<T | undefined> {
    return this.#value;
  }

  set(value: T): void {
    this.#value.value = value;
    this.#told = undefined;
    this.#isTaken = false;
    this.#letGoSoon();
  }

  /** From now on until {@link release} by the same holder the value stays. */
  hold(holder: unknown): void {
    this.#holders.add(holder);
    this.#cancel();
  }

  release(holder: unknown): void {
    this.#holders.delete(holder);
    if (this.#holders.size === 0 && this.#isValue(this.#told)) this.drop();
    this.#letGoSoon();
  }

  /** The engine answered that it took the value, where it also says what holds: what it says next is at least as new. */
  taken(): void {
    this.#isTaken = true;
  }

  /**
   * Sets a value that stays for as long as the engine is asked for it by `work`. If that fails and nothing newer was set, what
   * the engine says is shown again. Settles as `work` does.
   */
  async ask(value: T, work: () => Promise<unknown>): Promise<void> {
    const holder = {};
    this.hold(holder);
    this.set(value);
    try {
      await work();
      if (this.#value.peek() === value) this.taken();
    } catch (error) {
      if (this.#value.peek() === value) this.drop();
      throw error;
    } finally {
      this.release(holder);
    }
  }

  /** What the engine says is another thing than before. It is shown from now on, or from the release on, if it is no older. */
  confirm(told: T | undefined): void {
    this.#told = told;
    if (this.#holders.size === 0 && (this.#isTaken || this.#isValue(told))) this.drop();
  }

  /** What the engine says is shown at once, whoever holds the value. */
  drop(): void {
    this.#cancel();
    this.#holders.clear();
    this.#value.value = undefined;
  }

  #isValue(told: T | undefined): boolean {
    const value = this.#value.peek();
    return told !== undefined && value !== undefined && this.#isSame(told, value);
  }

  #letGoSoon(): void {
    this.#cancel();
    if (this.#holders.size === 0 && this.#value.peek() !== undefined)
      this.#cancel = this.#clock.after(patienceMs, () => this.drop());
  }
}
