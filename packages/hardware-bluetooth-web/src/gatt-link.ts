import { ButtplugError, type Clock, type Endpoint, withTimeLimit } from "@buttplug-ts/core";
import type { Unsubscribe } from "@buttplug-ts/hardware";
import type { PageExit } from "@buttplug-ts/hardware-kit";
import { type Link, OperationQueue } from "@buttplug-ts/hardware-kit";
import type { GattUse } from "./granted-device.js";
import type { WebBluetoothCharacteristic } from "./web-bluetooth.js";

export interface GattLinkOptions {
  readonly use: GattUse;
  readonly characteristics: ReadonlyMap<Endpoint, WebBluetoothCharacteristic>;
  readonly clock: Clock;
  readonly operationLimitMs: number;
  readonly exit: PageExit;
  /** An operation took too long: browsers would refuse what comes behind it. */
  readonly onStuck: (reason: string) => void;
}

const changed = "characteristicvaluechanged";

/** One device: one operation at a time, because browsers refuse a second one ("GATT operation already in progress"). */
export class GattLink implements Link {
  readonly #o: GattLinkOptions;
  readonly #queue = new OperationQueue();
  #reading: Reading | undefined;

  constructor(options: GattLinkOptions) {
    this.#o = options;
  }

  write(endpoint: Endpoint, data: Uint8Array, withResponse: boolean): Promise<void> {
    const { exit } = this.#o;
    const characteristic = this.#at(endpoint);
    const { write, writeWithoutResponse } = characteristic.properties;
    const bytes = Uint8Array.from(data);
    const work = () => {
      // Nobody waits for a response when the page is left, and the next packet must not be refused for it.
      const isWanted = withResponse && !exit.isUnderWay;
      const confirmed = isWanted ? write || !writeWithoutResponse : write && !writeWithoutResponse;
      const writing = confirmed
        ? characteristic.writeValueWithResponse(bytes)
        : characteristic.writeValueWithoutResponse(bytes);
      exit.linger();
      return writing;
    };
    const unanswered = () => exit.orElse(work(), () => Promise.resolve());
    return this.#queue.write(() => this.#limited(endpoint, "hardware/write-timeout", unanswered));
  }

  async read(endpoint: Endpoint): Promise<Uint8Array> {
    const characteristic = this.#at(endpoint);
    return bytesOf(await this.#run(endpoint, () => this.#read(characteristic)));
  }

  async listen(endpoint: Endpoint, deliver: (data: Uint8Array) => void): Promise<Unsubscribe> {
    const characteristic = this.#at(endpoint);
    const onChanged = () => {
      const { value } = characteristic;
      if (!value) return;
      const tell = () => deliver(bytesOf(value));
      if (this.#reading?.characteristic === characteristic) this.#reading.changes.push({ value, tell });
      else tell();
    };
    characteristic.addEventListener(changed, onChanged);
    const end = () => characteristic.removeEventListener(changed, onChanged);
    try {
      await this.#run(endpoint, () => characteristic.startNotifications());
    } catch (error) {
      end();
      throw error;
    }
    return async () => {
      end();
      await this.#run(endpoint, () => characteristic.stopNotifications());
    };
  }

  close(): Promise<void> {
    this.#o.use.end();
    return Promise.resolve();
  }

  /** Browsers tell what was read as a change, too; only the other changes are notifications. */
  async #read(characteristic: WebBluetoothCharacteristic): Promise<DataView> {
    const reading: Reading = { characteristic, changes: [] };
    this.#reading = reading;
    let answer: DataView | undefined;
    try {
      answer = await characteristic.readValue();
      return answer;
    } finally {
      this.#reading = undefined;
      for (const { value, tell } of reading.changes) if (value !== answer) tell();
    }
  }

  #run<T>(endpoint: Endpoint, work: () => Promise<T>): Promise<T> {
    const left = () => {
      const text = "the page is being left";
      return Promise.reject(new ButtplugError("hardware/read-failed", text, { details: { endpoint } }));
    };
    const answered = () => (this.#o.exit.isUnderWay ? left() : this.#o.exit.orElse(work(), left));
    return this.#queue.run(() => this.#limited(endpoint, "hardware/no-answer", answered));
  }

  #limited<T>(
    endpoint: Endpoint,
    code: "hardware/write-timeout" | "hardware/no-answer",
    work: () => Promise<T>,
  ): Promise<T> {
    const { clock, operationLimitMs: afterMs, onStuck } = this.#o;
    const tooLate = () => {
      const text = `the device did not answer at ${endpoint} within ${afterMs} ms`;
      onStuck(text);
      return new ButtplugError(code, text, { details: { endpoint, afterMs } });
    };
    return withTimeLimit(clock, afterMs, undefined, tooLate, work);
  }

  #at(endpoint: Endpoint): WebBluetoothCharacteristic {
    const characteristic = this.#o.characteristics.get(endpoint);
    if (characteristic) return characteristic;
    throw new ButtplugError("internal/bug", `there is no characteristic for ${endpoint}`);
  }
}

/** A read that is under way, and what its listeners were not told yet. */
interface Reading {
  readonly characteristic: WebBluetoothCharacteristic;
  readonly changes: { readonly value: DataView; readonly tell: () => void }[];
}

function bytesOf({ buffer, byteOffset, byteLength }: DataView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength).slice();
}
