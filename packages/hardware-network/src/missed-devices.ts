import { type Clock, type HardwareId, sleep } from "@buttplug-ts/core";

export interface MissedDevicesOptions {
  readonly clock: Clock;
  /** The time between two looks for a device, in milliseconds. */
  readonly lookMs: number;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Whether the device is there. Never rejects. */
  readonly isThere: (id: HardwareId) => Promise<boolean>;
  readonly onFound: (id: HardwareId) => void;
}

/** Devices that were lost while in use, and may run on: each is looked for until it is there again. */
export class MissedDevices {
  readonly #o: MissedDevicesOptions;
  readonly #missed = new Set<HardwareId>();

  constructor(options: MissedDevicesOptions) {
    this.#o = options;
  }

  add(id: HardwareId): void {
    if (this.#missed.has(id)) return;
    this.#missed.add(id);
    void this.#lookFor(id);
  }

  /** It is in use again. */
  delete(id: HardwareId): void {
    this.#missed.delete(id);
  }

  async #lookFor(id: HardwareId): Promise<void> {
    const { clock, lookMs, signal, isThere, onFound } = this.#o;
    do await sleep(clock, lookMs, signal).catch(() => {});
    while (!signal.aborted && this.#missed.has(id) && !(await isThere(id)));
    if (!signal.aborted && this.#missed.delete(id)) onFound(id);
  }
}
