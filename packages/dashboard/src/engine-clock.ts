/** The engine's time of day, which on another machine is not this one's: the freshest news tells how far they are apart. */
export class EngineClock {
  readonly #nowMs: () => number;
  #aheadMs: number | undefined;

  /** `nowMs` is this machine's time of day, in milliseconds since 1970. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Something came that happened at `atMs` of the engine's time. */
  note(atMs: number): void {
    const aheadMs = atMs - this.#nowMs();
    if (this.#aheadMs === undefined || aheadMs > this.#aheadMs) this.#aheadMs = aheadMs;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#nowMs() + (this.#aheadMs ?? 0);
  }
}
