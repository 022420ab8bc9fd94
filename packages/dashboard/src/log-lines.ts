import type { LogLine } from "@buttplug-ts/management";
import { type ReadonlySignal, signal } from "@preact/signals";

const limit = 2_000;

/** The newest lines of the engine's log, oldest first. */
export class LogLines {
  readonly #lines = signal<readonly LogLine[]>([]);

  get lines(): ReadonlySignal<readonly LogLine[]> {
    return this.#lines;
  }

  /** Lines that are known already are left out; when numbers begin anew, another engine runs. */
  add(lines: readonly LogLine[]): void {
    const known = this.#lines.peek();
    const last = known.at(-1);
    const [first] = lines;
    if (first === undefined) return;
    const isOther =
      last !== undefined && known.some(({ number, atMs }) => number === first.number && atMs !== first.atMs);
    const kept = isOther ? [] : known;
    const fresh = isOther ? lines : lines.filter(({ number }) => number > (last?.number ?? 0));
    if (fresh.length > 0) this.#lines.value = [...kept, ...fresh].slice(-limit);
  }
}
