import {
  type Advertisement,
  type EndpointPlan,
  type HardwareId,
  type Logger,
  ObservableValue,
  type ScanFilters,
  silentLogger,
  systemClock,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import { processHardwareManager } from "@buttplug-ts/hardware-process";
import { BluezCentral } from "./bluez-central.js";
import { CentralManager } from "./central-manager.js";
import type { NobleManagerOptions } from "./noble-manager.js";
import { type BluetoothOptions, defaultLimits } from "./options.js";

/** Bluetooth Low Energy in Node: BlueZ over D-Bus in this process, anything native in a process of its own. */
export class BluetoothHardwareManager implements HardwareManager {
  readonly name: string;
  readonly availability: ObservableValue<Availability>;
  readonly ready: Promise<void>;
  #inner: HardwareManager;
  #candidate: HardwareManager | undefined;
  #unfollow: () => void;
  #isDisposed = false;

  constructor(options: BluetoothOptions = {}) {
    const { name = "bluetooth", backend = "auto" } = options;
    const isBluez = backend === "dbus" || (backend === "auto" && process.platform === "linux");
    this.name = name;
    this.#inner = isBluez ? overBluez(options) : overNoble(options);
    this.availability = new ObservableValue(this.#inner.availability.value);
    this.#unfollow = this.#follow();
    this.ready = backend === "auto" && isBluez ? this.#orHci(options) : this.#inner.ready;
  }

  /** Reports what BlueZ is connected to when the adapter comes. All others are scanned for. */
  watch(arrivals: (advertisement: Advertisement) => void, options: { readonly signal: AbortSignal }): void {
    void this.ready.then(() => this.#inner.watch(arrivals, options));
  }

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
    this.#isDisposed = true;
    await Promise.all([this.#inner[Symbol.asyncDispose](), this.#candidate?.[Symbol.asyncDispose]()]);
  }

  #follow(): () => void {
    const { availability } = this.#inner;
    this.availability.set(availability.value);
    return availability.subscribe((value) => this.availability.set(value));
  }

  /** Where BlueZ cannot be used, the kernel's HCI socket may: with the rights for it, and without bluetoothd. */
  async #orHci(options: BluetoothOptions): Promise<void> {
    const bluez = this.#inner;
    await bluez.ready;
    if (bluez.availability.value.usable || this.#isDisposed) return;
    const { logger = silentLogger } = options;
    const untilChosen: Logger = {
      log: (level, ...line) => logger.log(this.#inner === this.#candidate ? level : "debug", ...line),
    };
    const hci = overNoble({ ...options, backend: "hci", logger: untilChosen });
    this.#candidate = hci;
    await hci.ready;
    if (!hci.availability.value.usable || this.#isDisposed) return hci[Symbol.asyncDispose]();
    this.#unfollow();
    this.#inner = hci;
    this.#unfollow = this.#follow();
    await bluez[Symbol.asyncDispose]();
  }
}

function overBluez(options: BluetoothOptions): HardwareManager {
  const { name = "bluetooth", adapter, clock = systemClock, logger = silentLogger } = options;
  const central = new BluezCentral({ clock, logger, ...(adapter === undefined ? {} : { adapter }) });
  return new CentralManager(central, { ...limitsIn(options), name, clock });
}

function overNoble(options: BluetoothOptions): HardwareManager {
  const { name = "bluetooth", backend, adapter, clock, logger } = options;
  const bindings: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: "mac", win32: "win" };
  const binding = (backend === "hci" ? undefined : bindings[process.platform]) ?? "hci";
  const manager: NobleManagerOptions = {
    ...limitsIn(options),
    name,
    binding,
    ...(adapter === undefined ? {} : { adapter }),
  };
  return processHardwareManager({
    name,
    module: new URL("./noble-process.js", import.meta.url),
    options: manager,
    ...(clock === undefined ? {} : { clock }),
    ...(logger === undefined ? {} : { logger }),
  });
}

function limitsIn(options: BluetoothOptions): typeof defaultLimits {
  const { connectLimitMs, discoveryLimitMs, operationLimitMs } = { ...defaultLimits, ...options };
  return { connectLimitMs, discoveryLimitMs, operationLimitMs };
}
