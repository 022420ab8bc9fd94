import type { Endpoint } from "@buttplug-ts/core";

/** A write as it reached a simulated device. */
export interface RecordedWrite {
  readonly endpoint: Endpoint;
  readonly data: Uint8Array;
  readonly withResponse: boolean;
  /** On the manager's clock. */
  readonly atMs: number;
}

/** The newest writes, up to a limit. */
export class WriteRecord {
  readonly #limit: number;
  #writes: RecordedWrite[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(write: RecordedWrite): void {
    this.#writes.push(write);
    // Cutting at twice the limit costs one copy in `limit` writes instead of a shift each.
    if (this.#writes.length >= 2 * this.#limit) this.#writes = this.newest();
  }

  /** Oldest first. */
  newest(): RecordedWrite[] {
    return this.#limit === 0 ? [] : this.#writes.slice(-this.#limit);
  }
}
