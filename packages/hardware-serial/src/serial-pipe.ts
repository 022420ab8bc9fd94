import { type Clock, sleep } from "@buttplug-ts/core";
import type { Pipe } from "@buttplug-ts/hardware-kit";
import type { SerialHandle } from "./serial-binding.js";
import type { Slots } from "./slots.js";

const readBytes = 1_024;
/** How long bytes that are on their way when the port is closed, such as a stop, may still take. */
const graceMs = 500;

/** An open port of the system. */
export class SerialPipe implements Pipe {
  readonly #handle: SerialHandle;
  readonly #drains: Slots;
  readonly #clock: Clock;
  readonly #buffer: Buffer = Buffer.alloc(readBytes);
  #writing: Promise<void> = Promise.resolve();

  constructor(handle: SerialHandle, drains: Slots, clock: Clock) {
    this.#handle = handle;
    this.#drains = drains;
    this.#clock = clock;
  }

  async read(): Promise<Uint8Array> {
    const { bytesRead } = await this.#handle.read(this.#buffer, 0, readBytes);
    return Uint8Array.from(this.#buffer.subarray(0, bytesRead));
  }

  async write(data: Uint8Array): Promise<void> {
    const writing = this.#written(Buffer.from(data));
    this.#writing = writing.catch(() => {});
    await writing;
  }

  async close(): Promise<void> {
    const written = new AbortController();
    void this.#writing.then(() => written.abort());
    await sleep(this.#clock, graceMs, written.signal).catch(() => {});
    // What waits for the line to take its bytes waits for ever if the device does not take them.
    if (!written.signal.aborted) await this.#handle.flush().catch(() => {});
    await this.#handle.close();
  }

  async #written(data: Buffer): Promise<void> {
    await this.#handle.write(data);
    // Without a free slot another port is busy or stuck, and the next write may wait for these bytes too.
    if (this.#drains.hasFree) await this.#drains.run(() => this.#handle.drain());
  }
}
