import { type Advertisement, type Clock, type HardwareId, onAbort, toHex } from "@buttplug-ts/core";

/** Hardware that says the same again is reported again after this long, so that a failed connection is tried again. */
const againMs = 5_000;
/** A crowded hall has hundreds of devices; what is seen beyond this is forgotten, oldest first. */
const rememberedDevices = 1_000;

/** Collects what a bus sees during one scan, and hands it on without the repeats. */
export class Sightings implements AsyncIterable<Advertisement> {
  readonly #clock: Clock;
  readonly #seen = new Map<HardwareId, { readonly text: string; readonly atMs: number }>();
  readonly #waiting = new Map<HardwareId, Advertisement>();
  #isOver = false;
  #wake: () => void = () => {};

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock;
    if (signal.aborted) this.#isOver = true;
    onAbort(signal, () => this.end());
  }

  /** Hands on what is new, changed, or was last reported 5 s ago or longer. */
  report(advertisement: Advertisement): void {
    const text = textFor(advertisement);
    const before = this.#seen.get(advertisement.id);
    const nowMs = this.#clock.now();
    if (this.#isOver || (before?.text === text && nowMs - before.atMs < againMs)) return;
    this.#seen.delete(advertisement.id);
    this.#seen.set(advertisement.id, { text, atMs: nowMs });
    this.#waiting.set(advertisement.id, advertisement);
    for (const map of [this.#seen, this.#waiting]) {
      const [oldest] = map.keys();
      if (map.size > rememberedDevices && oldest !== undefined) map.delete(oldest);
    }
    this.#wake();
  }

  /** A device left or was closed: its next sighting is news. */
  forget(id: HardwareId): void {
    this.#seen.delete(id);
  }

  /** Ends the iteration after what was reported so far. */
  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Advertisement> {
    for (;;) {
      const [next] = this.#waiting.values();
      if (next) {
        this.#waiting.delete(next.id);
        yield next;
      } else if (this.#isOver) return;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}

function textFor(advertisement: Advertisement): string {
  return JSON.stringify(advertisement, (_, value: unknown) => (value instanceof Uint8Array ? toHex(value) : value));
}
