import type { Logger, LogLevel } from "@buttplug-ts/core";
import type { LogLine } from "@buttplug-ts/management";

/** A line, and the client that it is about, which may have left since. */
export interface LogEntry {
  readonly line: LogLine;
  readonly client?: string;
}

/** The newest lines of the log, for those who look at it later. */
export class LogRing implements Logger {
  readonly #limit: number;
  readonly #nowMs: () => number;
  readonly #listeners = new Set<() => void>();
  #entries: LogEntry[] = [];
  #number = 0;

  constructor(nowMs: () => number, limit = 2_000) {
    this.#nowMs = nowMs;
    this.#limit = limit;
  }

  log(level: LogLevel, area: string, message: string, facts: Readonly<Record<string, unknown>> = {}): void {
    this.#number += 1;
    const line = { number: this.#number, atMs: this.#nowMs(), level, area, message };
    const { client } = facts;
    this.#entries.push({ line, ...(typeof client === "string" && { client }) });
    if (this.#entries.length > 2 * this.#limit) this.#entries = this.#entries.slice(-this.#limit);
    for (const listener of this.#listeners) listener();
  }

  /** The number of the newest line; 0 before the first. */
  get last(): number {
    return this.#number;
  }

  /** The newest lines with what they are about, oldest first. */
  get entries(): readonly LogEntry[] {
    return this.#entries.slice(-this.#limit);
  }

  /** The newest lines after number `after`, oldest first. */
  after(after = 0): readonly LogLine[] {
    return this.entries.map(({ line }) => line).filter(({ number }) => number > after);
  }

  /** Calls `listener` after each line. Returns the function that ends it. */
  observe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
