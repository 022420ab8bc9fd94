import type { Clock } from "@buttplug-ts/core";

const triesAMinute = 10;
const rememberedKeys = 1_000;

/** Counts what goes wrong by who does it. */
export class BadTries {
  readonly #clock: Clock;
  readonly #tries = new Map<string, { count: number; readonly sinceMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one more. Whether it is one of the first ten in a minute. */
  isOneOfFew(key: string): boolean {
    let tries = this.#tries.get(key);
    if (tries === undefined || this.#clock.now() - tries.sinceMs >= 60_000) {
      tries = { count: 0, sinceMs: this.#clock.now() };
      this.#tries.delete(key);
      this.#tries.set(key, tries);
    }
    tries.count += 1;
    const [oldest] = this.#tries.keys();
    if (this.#tries.size > rememberedKeys && oldest !== undefined) this.#tries.delete(oldest);
    return tries.count <= triesAMinute;
  }
}
