import {
  type Advertisement,
  type EndpointPlan,
  type HardwareId,
  ObservableValue,
  type ScanFilters,
  silentLogger,
  systemClock,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import { BluezCentral } from "./bluez-central.js";
import { CentralManager } from "./central-manager.js";
import { type BluetoothOptions, defaultLimits } from "./options.js";

/** Bluetooth Low Energy in Node. */
export class BluetoothHardwareManager implements HardwareManager {
  readonly name: string;
  readonly availability: ObservableValue<Availability>;
  readonly ready: Promise<void>;
  #inner: HardwareManager;

  constructor(options: BluetoothOptions = {}) {
    this.name = options.name ?? "bluetooth";
    this.#inner = overBluez(options);
    this.availability = new ObservableValue(this.#inner.availability.value);
    this.#inner.availability.subscribe((value) => this.availability.set(value));
    this.ready = this.#inner.ready;
  }

  watch(): void {}

  async *scan(filters: ScanFilters, options: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    await this.ready;
    yield* this.#inner.scan(filters, options);
  }

  async open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    options: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    await this.ready;
    return this.#inner.open(id, plans, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inner[Symbol.asyncDispose]();
  }
}

function overBluez({
  name = "bluetooth",
  adapter,
  clock = systemClock,
  logger = silentLogger,
  ...limits
}: BluetoothOptions): HardwareManager {
  const central = new BluezCentral({ clock, logger, ...(adapter === undefined ? {} : { adapter }) });
  return new CentralManager(central, { ...defaultLimits, ...limits, name, clock });
}
