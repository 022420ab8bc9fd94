import { type ReadonlySignal, signal } from "@preact/signals";

/** What just happened, and how to take it back. */
export interface Notice {
  readonly number: number;
  readonly text: string;
  readonly undo?: () => Promise<unknown>;
}

/** One line that says what just happened. */
export class Notices {
  readonly #latest = signal<Notice | undefined>(undefined);
  #number = 0;

  get latest(): ReadonlySignal<Notice | undefined> {
    return this.#latest;
  }

  say(text: string, undo?: () => Promise<unknown>): void {
    this.#number += 1;
    this.#latest.value = { number: this.#number, text, ...(undo && { undo }) };
  }

  clear(): void {
    this.#latest.value = undefined;
  }
}
