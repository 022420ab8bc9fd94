import type { Clock } from "@buttplug-ts/core";
import { computed, type ReadonlySignal, signal } from "@preact/signals";

/** A change and the way back. */
export interface Undoable {
  /** What is changed: a drag of a slider is many changes of one thing. */
  readonly key: string;
  /** What was changed, for people. */
  readonly label: string;
  readonly back: () => Promise<unknown>;
}

const limit = 20;
/** Changes of the same thing that follow each other this closely are taken back together. */
const togetherMs = 1_500;

/** The newest changes, to be taken back one after the other. */
export class UndoStack {
  readonly #clock: Clock;
  readonly #entries = signal<readonly Undoable[]>([]);
  readonly #newest = computed(() => this.#entries.value.at(-1));
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get newest(): ReadonlySignal<Undoable | undefined> {
    return this.#newest;
  }

  /** `askedMs`: when it was asked for, on the clock's scale: how long the engine took says nothing about the hand. */
  push(entry: Undoable, askedMs: number): void {
    const isMore = this.#newest.peek()?.key === entry.key && askedMs - this.#lastMs < togetherMs;
    this.#lastMs = this.#clock.now();
    if (!isMore) this.#entries.value = [...this.#entries.peek(), entry].slice(-limit);
  }

  /** Takes the newest change back; it stays undone even if this fails, so that older ones can be reached. */
  async undo(): Promise<Undoable | undefined> {
    const entry = this.#newest.peek();
    this.#entries.value = this.#entries.peek().slice(0, -1);
    this.#lastMs = Number.NEGATIVE_INFINITY;
    await entry?.back();
    return entry;
  }
}
