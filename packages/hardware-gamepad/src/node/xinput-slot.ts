import { ButtplugError, type Clock, type Endpoint, type HardwareId, withTimeLimit } from "@buttplug-ts/core";
import { type Link, OperationQueue } from "@buttplug-ts/hardware-kit";
import { motorSpeeds, writeFailed } from "../motor-speeds.js";
import type { XInputBinding } from "./xinput-binding.js";

/** A call takes microseconds, unless a driver hangs. */
const callLimitMs = 2_000;

/** One of the four places for a gamepad. Its calls run in a row, because threads keep no order; other slots do not wait. */
export class XInputSlot implements Link {
  /** As other servers name it. */
  readonly id: HardwareId;
  readonly #slot: number;
  readonly #binding: XInputBinding;
  readonly #clock: Clock;
  readonly #calls = new OperationQueue();
  #asking: Promise<number> | undefined;

  constructor(slot: number, binding: XInputBinding, clock: Clock) {
    this.id = `XInputController${slot + 1}`;
    this.#slot = slot;
    this.#binding = binding;
    this.#clock = clock;
  }

  /** Whether there is a gamepad. A driver that has not answered yet is not asked again. */
  async isOccupied(): Promise<boolean> {
    this.#asking ??= this.#calls
      .run(() => this.#binding.getState(this.#slot))
      .finally(() => {
        this.#asking = undefined;
      });
    const asking = this.#asking;
    const result = await this.#limited("rx", () => asking).catch(() => undefined);
    return result === 0;
  }

  async write(endpoint: Endpoint, data: Uint8Array): Promise<void> {
    const { left, right } = motorSpeeds(endpoint, data);
    const set = () => this.#calls.write(() => this.#binding.setState(this.#slot, left, right));
    const result = await this.#limited(endpoint, set);
    if (result !== 0) throw writeFailed(endpoint, `XInputSetState gave ${result}`);
  }

  /** One byte: 0 empty, 1 low, 2 medium, 3 full. */
  async read(endpoint: Endpoint): Promise<Uint8Array> {
    const level = await this.#calls.run(() => this.#binding.batteryLevel(this.#slot));
    if (level !== undefined) return Uint8Array.of(level);
    throw new ButtplugError("hardware/read-failed", "the gamepad does not tell how full its battery is", {
      details: { endpoint },
    });
  }

  /** Speeds would outlive the connection. */
  async close(): Promise<void> {
    await this.#calls.write(() => this.#binding.setState(this.#slot, 0, 0));
  }

  #limited<T>(endpoint: Endpoint, work: () => Promise<T>): Promise<T> {
    const tooLate = () => writeFailed(endpoint, `Windows did not answer within ${callLimitMs} ms`);
    return withTimeLimit(this.#clock, callLimitMs, undefined, tooLate, work);
  }
}
