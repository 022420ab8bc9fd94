import type { Clock } from "@buttplug-ts/core";

/** Lets so many a second through, and as many at once after a quiet second. */
export class RateLimit {
  readonly #clock: Clock;
  readonly #perSecond: number;
  #left: number;
  #atMs: number;

  /** `perSecond` 0: no limit. */
  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock;
    this.#perSecond = perSecond;
    this.#left = perSecond;
    this.#atMs = perSecond === 0 ? 0 : clock.now();
  }

  take(): boolean {
    if (this.#perSecond === 0) return true;
    const nowMs = this.#clock.now();
    this.#left = Math.min(this.#perSecond, this.#left + ((nowMs - this.#atMs) * this.#perSecond) / 1_000);
    this.#atMs = nowMs;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
