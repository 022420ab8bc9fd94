import { ButtplugError, type Clock, type Endpoint, withTimeLimit } from "@buttplug-ts/core";
import type { Link, OperationQueue } from "@buttplug-ts/hardware-kit";
import { motorSpeeds, writeFailed } from "../motor-speeds.js";
import type { XInputBinding } from "./xinput-binding.js";

/** A call takes microseconds, unless a driver hangs. */
const callLimitMs = 2_000;

export interface XInputLinkOptions {
  readonly binding: XInputBinding;
  /** Calls run in threads, which keep no order. */
  readonly calls: OperationQueue;
  readonly slot: number;
  readonly clock: Clock;
}

export class XInputLink implements Link {
  readonly #o: XInputLinkOptions;

  constructor(options: XInputLinkOptions) {
    this.#o = options;
  }

  async write(endpoint: Endpoint, data: Uint8Array): Promise<void> {
    const { binding, calls, slot, clock } = this.#o;
    const { left, right } = motorSpeeds(endpoint, data);
    const tooLate = () => writeFailed(endpoint, `Windows did not take the speeds within ${callLimitMs} ms`);
    const set = () => calls.write(() => binding.setState(slot, left, right));
    const result = await withTimeLimit(clock, callLimitMs, undefined, tooLate, set);
    if (result !== 0) throw writeFailed(endpoint, `XInputSetState gave ${result}`);
  }

  /** One byte: 0 empty, 1 low, 2 medium, 3 full. */
  async read(endpoint: Endpoint): Promise<Uint8Array> {
    const { binding, calls, slot } = this.#o;
    const level = await calls.run(() => binding.batteryLevel(slot));
    if (level !== undefined) return Uint8Array.of(level);
    throw new ButtplugError("hardware/read-failed", "the gamepad does not tell how full its battery is", {
      details: { endpoint },
    });
  }

  /** Speeds would outlive the connection. */
  async close(): Promise<void> {
    const { binding, calls, slot } = this.#o;
    await calls.write(() => binding.setState(slot, 0, 0));
  }
}
