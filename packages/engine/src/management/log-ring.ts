import type { Logger, LogLevel } from "@buttplug-ts/core";
import type { LogLine } from "@buttplug-ts/management";

/** The newest lines of the log, for those who look at it later. */
export class LogRing implements Logger {
  readonly #limit: number;
  readonly #nowMs: () => number;
  readonly #listeners = new Set<(lines: readonly LogLine[]) => void>();
  #lines: LogLine[] = [];
  #number = 0;

  constructor(nowMs: () => number, limit = 2_000) {
    this.#nowMs = nowMs;
    this.#limit = limit;
  }

  log(level: LogLevel, area: string, message: string): void {
    this.#number += 1;
    const line = { number: this.#number, atMs: this.#nowMs(), level, area, message };
    this.#lines.push(line);
    if (this.#lines.length > 2 * this.#limit) this.#lines = this.#lines.slice(-this.#limit);
    for (const listener of this.#listeners) listener([line]);
  }

  /** The newest lines after number `after`, oldest first. */
  after(after = 0): readonly LogLine[] {
    return this.#lines.slice(-this.#limit).filter(({ number }) => number > after);
  }

  observe(listener: (lines: readonly LogLine[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
