import {
  type Advertisement,
  abortedError,
  ButtplugError,
  type Clock,
  type EndpointPlan,
  type HardwareId,
  type Observable,
  ObservableValue,
  type ScanFilters,
  systemClock,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import type { SimulatedDevice } from "./simulated-device.js";

export interface SimulatedHardwareManagerOptions {
  readonly devices: readonly SimulatedDevice[];
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Default: `simulated`. */
  readonly name?: string;
}

/** A bus whose devices are simulated. */
export class SimulatedHardwareManager implements HardwareManager {
  readonly name: string;
  readonly ready: Promise<void> = Promise.resolve();
  readonly devices: readonly SimulatedDevice[];
  readonly #availability = new ObservableValue<Availability>({ usable: true });
  readonly #watchers = new Set<(advertisement: Advertisement) => void>();
  #disposed = false;

  /** @throws ButtplugError `usage/invalid-argument` for a device that has a manager, or an address that is taken */
  constructor(options: SimulatedHardwareManagerOptions) {
    this.name = options.name ?? "simulated";
    this.devices = options.devices;
    const clock = options.clock ?? systemClock;
    const taken = new Set<HardwareId>();
    this.devices.forEach((device, index) => {
      device.moveInto({ clock, address: addressOf(index + 1), onAppear: (arrived) => this.#announce(arrived) });
      if (taken.has(device.address)) throw addressTaken(device.address);
      taken.add(device.address);
    });
  }

  get availability(): Observable<Availability> {
    return this.#availability;
  }

  watch(arrivals: (advertisement: Advertisement) => void, { signal }: { readonly signal: AbortSignal }): void {
    if (this.#disposed || signal.aborted) return;
    const watcher = (advertisement: Advertisement) => arrivals(advertisement);
    this.#watchers.add(watcher);
    signal.addEventListener("abort", () => this.#watchers.delete(watcher), { once: true });
  }

  async *scan(_filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    if (this.#disposed) {
      throw new ButtplugError("hardware/unavailable", "the simulated bus was shut down", {
        details: { manager: this.name },
      });
    }
    for (const device of this.devices) {
      await Promise.resolve();
      if (this.#disposed || signal.aborted) return;
      if (device.present && !device.connected) yield device.advertisement;
    }
  }

  async open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    await Promise.resolve();
    if (signal.aborted) throw abortedError(signal);
    const device = this.devices.find(({ address }) => address === id);
    if (this.#disposed) throw connectFailed(id, "the simulated bus was shut down");
    if (device === undefined) throw connectFailed(id, "there is no such device");
    if (!device.present) throw connectFailed(id, "it is out of range");
    if (device.connected) throw connectFailed(id, "it is already connected");
    const hardware = device.connect(plans);
    if (hardware === undefined) throw connectFailed(id, "it refuses, or has none of the services looked for");
    return hardware;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#watchers.clear();
    for (const device of this.devices) device.disconnect();
    this.#availability.set({ usable: false, why: "The simulated bus was shut down." });
  }

  #announce(device: SimulatedDevice): void {
    for (const watcher of [...this.#watchers]) watcher(device.advertisement);
  }
}

function addressOf(order: number): HardwareId {
  const digits = order.toString(16).toUpperCase().padStart(10, "0");
  return `5A:${(digits.match(/../g) ?? []).join(":")}`;
}

function addressTaken(address: HardwareId): ButtplugError {
  return new ButtplugError("usage/invalid-argument", `two simulated devices have the address ${address}`, {
    details: { argument: "devices" },
  });
}

function connectFailed(id: HardwareId, why: string): ButtplugError {
  return new ButtplugError("hardware/connect-failed", `cannot connect to ${id}: ${why}`, { details: { hardware: id } });
}
