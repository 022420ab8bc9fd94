import { ButtplugError, type Clock, type Endpoint, type EndpointPlan, textOf, withTimeLimit } from "@buttplug-ts/core";
import type { Unsubscribe } from "@buttplug-ts/hardware";
import {
  connectFailed,
  HardwareConnection,
  type HidBinding,
  type HidHandle,
  type Link,
} from "@buttplug-ts/hardware-kit";
import type { HidDevice } from "./hid-devices.js";
import { whyNotOpened } from "./why-not-opened.js";

export interface ConnectHidOptions {
  readonly binding: HidBinding;
  readonly device: HidDevice;
  readonly plan: EndpointPlan & { readonly kind: "hid" };
  readonly clock: Clock;
  readonly writeLimitMs: number;
}

/** @throws ButtplugError `hardware/connect-failed` */
export async function connectHid(options: ConnectHidOptions): Promise<HardwareConnection> {
  const { binding, device, plan, clock } = options;
  const { id } = device.advertisement;
  let handle: HidHandle;
  try {
    handle = await binding.HIDAsync.open(device.path, { nonExclusive: true });
  } catch (error) {
    throw connectFailed(id, whyNotOpened(device, textOf(error), process.platform), error);
  }
  const link = new HidLink(handle, options);
  const endpoints = plan.endpoints.filter((endpoint) => endpoint === "tx" || endpoint === "rx");
  const connection = new HardwareConnection({ id, plan, endpoints, link, clock });
  handle.on("error", (error) => connection.lost(`reading from it failed: ${textOf(error)}`));
  handle.on("data", (report) => link.deliver(report));
  // node-hid begins to read in the next tick, and throws there, where nobody can catch it, if the device was closed before.
  await new Promise<void>((resolve) => process.nextTick(resolve));
  return connection;
}

/** Reads all the time, since that is how node-hid notices that a device left. */
class HidLink implements Link {
  readonly #handle: HidHandle;
  readonly #o: ConnectHidOptions;
  readonly #listeners = new Set<(report: Uint8Array) => void>();

  constructor(handle: HidHandle, options: ConnectHidOptions) {
    this.#handle = handle;
    this.#o = options;
  }

  deliver(report: Uint8Array): void {
    for (const listener of this.#listeners) listener(Uint8Array.from(report));
  }

  async write(endpoint: Endpoint, data: Uint8Array): Promise<void> {
    const { clock, writeLimitMs: afterMs } = this.#o;
    const tooLate = () =>
      new ButtplugError("hardware/write-timeout", `the device did not take the report within ${afterMs} ms`, {
        details: { endpoint, afterMs },
      });
    await withTimeLimit(clock, afterMs, undefined, tooLate, () => this.#handle.write([...data]));
  }

  async listen(_endpoint: Endpoint, deliver: (report: Uint8Array) => void): Promise<Unsubscribe> {
    this.#listeners.add(deliver);
    return async () => void this.#listeners.delete(deliver);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
