import { ButtplugError, type Clock, type Endpoint, withTimeLimit } from "@buttplug-ts/core";
import type { Unsubscribe } from "@buttplug-ts/hardware";
import { type Link, OperationQueue } from "@buttplug-ts/hardware-kit";
import type { GattCharacteristic, Peripheral } from "./central.js";

export interface BluetoothLinkOptions {
  readonly peripheral: Peripheral;
  readonly characteristics: ReadonlyMap<Endpoint, GattCharacteristic>;
  readonly clock: Clock;
  readonly operationLimitMs: number;
  /** An operation took too long: what is sent now would wait behind it. */
  readonly onStuck: (reason: string) => void;
}

/** One connected device: one operation at a time, none for longer than the limit. */
export class BluetoothLink implements Link {
  readonly #o: BluetoothLinkOptions;
  readonly #queue = new OperationQueue();

  constructor(options: BluetoothLinkOptions) {
    this.#o = options;
  }

  write(endpoint: Endpoint, data: Uint8Array, withResponse: boolean): Promise<void> {
    const characteristic = this.#at(endpoint);
    const { writes } = characteristic;
    const offered = withResponse ? writes.withResponse || !writes.withoutResponse : !writes.withoutResponse;
    const work = (signal: AbortSignal) => characteristic.write(data, offered, signal);
    return this.#queue.write(() => this.#limited(endpoint, "hardware/write-timeout", work));
  }

  read(endpoint: Endpoint): Promise<Uint8Array> {
    return this.#run(endpoint, (signal) => this.#at(endpoint).read(signal));
  }

  async listen(endpoint: Endpoint, deliver: (data: Uint8Array) => void): Promise<Unsubscribe> {
    const stop = await this.#run(endpoint, (signal) => this.#at(endpoint).listen(deliver, signal));
    return () => this.#run(endpoint, stop);
  }

  rssi(): Promise<number> {
    return this.#run("rssi", () => this.#o.peripheral.rssi());
  }

  close(): Promise<void> {
    return this.#o.peripheral.disconnect();
  }

  #run<T>(endpoint: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#queue.run(() => this.#limited(endpoint, "hardware/no-answer", work));
  }

  async #limited<T>(
    endpoint: string,
    code: "hardware/write-timeout" | "hardware/no-answer",
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const { clock, operationLimitMs: afterMs, onStuck } = this.#o;
    const tooLate = () => {
      const text = `the device did not answer at ${endpoint} within ${afterMs} ms`;
      onStuck(text);
      return new ButtplugError(code, text, { details: { endpoint, afterMs } });
    };
    return withTimeLimit(clock, afterMs, undefined, tooLate, work);
  }

  #at(endpoint: Endpoint): GattCharacteristic {
    const characteristic = this.#o.characteristics.get(endpoint);
    if (characteristic) return characteristic;
    throw new ButtplugError("internal/bug", `there is no characteristic for ${endpoint}`);
  }
}
