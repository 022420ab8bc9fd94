import type { Clock } from "@buttplug-ts/core";

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
  #entries: Undoable[] = [];
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get newest(): Undoable | undefined {
    return this.#entries.at(-1);
  }

  push(entry: Undoable): void {
    const nowMs = this.#clock.now();
    const isMore = this.newest?.key === entry.key && nowMs - this.#lastMs < togetherMs;
    this.#lastMs = nowMs;
    if (!isMore) this.#entries = [...this.#entries, entry].slice(-limit);
  }

  /** Takes the newest change back; it stays undone even if this fails, so that older ones can be reached. */
  async undo(): Promise<Undoable | undefined> {
    const entry = this.#entries.pop();
    this.#lastMs = Number.NEGATIVE_INFINITY;
    await entry?.back();
    return entry;
  }
}
