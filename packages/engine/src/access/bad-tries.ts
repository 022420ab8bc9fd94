import type { Clock } from "@buttplug-ts/core";

const triesAMinute = 10;
const rememberedKeys = 1_000;

/** Counts wrong tokens by who sends them. After ten in a minute, whoever it is waits until that minute is over. */
export class BadTries {
  readonly #clock: Clock;
  readonly #tries = new Map<string, { count: number; readonly sinceMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  isBlocked(key: string): boolean {
    return (this.#current(key)?.count ?? 0) >= triesAMinute;
  }

  add(key: string): void {
    const current = this.#current(key);
    if (current) current.count += 1;
    else this.#tries.set(key, { count: 1, sinceMs: this.#clock.now() });
    const [oldest] = this.#tries.keys();
    if (this.#tries.size > rememberedKeys && oldest !== undefined) this.#tries.delete(oldest);
  }

  #current(key: string): { count: number } | undefined {
    const tries = this.#tries.get(key);
    if (tries === undefined || this.#clock.now() - tries.sinceMs < 60_000) return tries;
    this.#tries.delete(key);
    return undefined;
  }
}
