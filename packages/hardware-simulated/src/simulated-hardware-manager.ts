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
  readonly #devices: SimulatedDevice[] = [];
  readonly #clock: Clock;
  #added = 0;
  readonly #availability = new ObservableValue<Availability>({ usable: true });
  readonly #watchers = new Set<(advertisement: Advertisement) => void>();
  #disposed = false;

  /** @throws ButtplugError `usage/invalid-argument` for a device that has a manager, or an address that is taken */
  constructor(options: SimulatedHardwareManagerOptions) {
    this.name = options.name ?? "simulated";
    this.#clock = options.clock ?? systemClock;
    for (const device of options.devices) this.add(device);
  }

  get devices(): readonly SimulatedDevice[] {
    return this.#devices;
  }

  /**
   * Takes a device in; who watches hears of it, if it is in range.
   * @throws ButtplugError `usage/invalid-argument` for a device that has a manager, or an address that is taken
   */
  add(device: SimulatedDevice): void {
    this.#added += 1;
    const onAppear = (arrived: SimulatedDevice) => this.#announce(arrived);
    device.moveInto({ clock: this.#clock, address: addressOf(this.#added), onAppear });
    if (this.#devices.some(({ address }) => address === device.address)) throw addressTaken(device.address);
    this.#devices.push(device);
    if (device.present) this.#announce(device);
  }

  /** Takes a device away for good: its connection ends. Whether it was there. */
  remove(device: SimulatedDevice): boolean {
    const index = this.#devices.indexOf(device);
    if (index < 0) return false;
    this.#devices.splice(index, 1);
    device.vanish();
    return true;
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
    for (const device of [...this.devices]) {
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
    if (!this.#devices.includes(device)) return;
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
