import type { Endpoint } from "@buttplug-ts/core";

/** A write as it reached a simulated device. */
export interface RecordedWrite {
  readonly endpoint: Endpoint;
  readonly data: Uint8Array;
  readonly withResponse: boolean;
  /** On the manager's clock. */
  readonly atMs: number;
}

type Slot = { -readonly [K in keyof RecordedWrite]: RecordedWrite[K] };

/**
 * The newest writes, up to a limit. The places of old writes are used again: objects that live for thousands of writes
 * would be copied by every garbage collection, which halved the rate of commands.
 */
export class WriteRecord {
  readonly #limit: number;
  readonly #slots: Slot[] = [];
  #next = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(write: RecordedWrite): void {
    if (this.#limit === 0) return;
    const slot = this.#slots[this.#next];
    if (slot?.data.length === write.data.length) {
      slot.data.set(write.data);
      slot.endpoint = write.endpoint;
      slot.withResponse = write.withResponse;
      slot.atMs = write.atMs;
    } else {
      this.#slots[this.#next] = { ...write, data: write.data.slice() };
    }
    this.#next = (this.#next + 1) % this.#limit;
  }

  /** Copies, oldest first. */
  newest(): RecordedWrite[] {
    const { length } = this.#slots;
    return Array.from({ length }, (_, at) => {
      const slot = this.#slots[(this.#next + at) % length] as Slot;
      return { ...slot, data: slot.data.slice() };
    });
  }
}
