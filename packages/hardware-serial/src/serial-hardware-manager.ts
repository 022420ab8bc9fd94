import {
  type Advertisement,
  type Clock,
  type EndpointPlan,
  type HardwareId,
  type Observable,
  type ScanFilters,
  systemClock,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import { connectFailed, fitPlan, type HardwareConnection, ListedBus } from "@buttplug-ts/hardware-kit";
import { guardPort } from "./guard-port.js";
import { openPort } from "./open-port.js";
import { loadSerialBinding, type SerialBinding } from "./serial-binding.js";
import { SerialPorts } from "./serial-ports.js";
import { Slots } from "./slots.js";

export interface SerialHardwareManagerOptions {
  /**
   * Ports to look for beside those that the system lists: pseudo-terminals, and names that stay when a device is plugged
   * in elsewhere, such as `/dev/serial/by-id/…` on Linux. Ports that the user configuration names need not be here.
   */
  readonly ports?: readonly string[];
  /** Default: `serial`, which imported configurations expect. */
  readonly name?: string;
  /**
   * The signals DTR and RTS while a port is open. Default: as the system sets them, which is on. Boards with the circuit
   * of an Arduino restart when DTR goes on; those of an ESP32 stay in reset, or in their loader, while one of the two is on
   * and the other is not.
   */
  readonly signals?: { readonly dtr: boolean; readonly rts: boolean };
  /** Time for boards that restart when their port is opened: nothing is written before, in milliseconds. Default: 0. */
  readonly restartMs?: number;
  /** How often it looks for ports that came or went, in milliseconds. Default: 2,000. */
  readonly watchIntervalMs?: number;
  /** How long listing the ports may take, in milliseconds. Default: 5,000. */
  readonly listLimitMs?: number;
  /** How long opening a port may take, in milliseconds; ports of Bluetooth devices that are off block. Default: 10,000. */
  readonly openLimitMs?: number;
  /** How long one write may take, in milliseconds. Default: 2,000. */
  readonly writeLimitMs?: number;
  /** What talks to the system. Default: the package `serialport`, which is to be installed beside this one. */
  readonly binding?: SerialBinding;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/** Serial ports, through `serialport`. The id of a port is the system's name of it. */
export class SerialHardwareManager implements HardwareManager {
  readonly name: string;
  readonly #o: SerialHardwareManagerOptions;
  readonly #clock: Clock;
  readonly #watchIntervalMs: number;
  readonly #loading: Promise<SerialBinding>;
  readonly #ports: SerialPorts;
  readonly #bus: ListedBus;
  // What hangs in the system takes one of the four threads that Node has for files and devices. One is left to others.
  readonly #opens = new Slots(2);
  readonly #drains = new Slots(1);

  constructor(options: SerialHardwareManagerOptions = {}) {
    this.name = options.name ?? "serial";
    this.#o = options;
    this.#clock = options.clock ?? systemClock;
    this.#watchIntervalMs = options.watchIntervalMs ?? 2_000;
    this.#loading = options.binding ? Promise.resolve(options.binding) : loadSerialBinding(this.name);
    this.#ports = new SerialPorts({
      manager: this.name,
      binding: this.#loading,
      named: options.ports ?? [],
      listLimitMs: options.listLimitMs ?? 5_000,
      clock: this.#clock,
    });
    this.#bus = new ListedBus({
      name: this.name,
      clock: this.#clock,
      loading: this.#loading,
      list: () => this.#ports.present(),
      note: () => this.#ports.problem,
      intervalMs: this.#watchIntervalMs,
      onLeft: (id) => this.#bus.connections.get(id)?.lost("the port is gone"),
      shutDown: "The serial ports were shut down.",
    });
  }

  get ready(): Promise<void> {
    return this.#bus.ready;
  }

  get availability(): Observable<Availability> {
    return this.#bus.availability;
  }

  watch(arrivals: (advertisement: Advertisement) => void, { signal }: { readonly signal: AbortSignal }): void {
    this.#bus.watch(arrivals, signal);
  }

  scan(filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    this.#ports.alsoNamed(filters.serial?.ports ?? []);
    return this.#bus.scan(signal);
  }

  open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    const { openLimitMs = 10_000, restartMs = 0 } = this.#o;
    const why = `it did not open within ${openLimitMs} ms; is its device switched on?`;
    const limit = { clock: this.#clock, ms: openLimitMs + restartMs, why };
    return this.#bus.connections.open(id, signal, (either) => this.#connect(id, plans, either), limit);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#bus.close();
  }

  async #connect(id: HardwareId, plans: readonly EndpointPlan[], signal: AbortSignal): Promise<HardwareConnection> {
    const plan = fitPlan(plans, "serial");
    if (plan === undefined) throw connectFailed(id, "none of the protocols looked for is spoken over serial ports");
    const { signals, restartMs = 0, writeLimitMs = 2_000 } = this.#o;
    const connection = await openPort({
      binding: await this.#loading,
      id,
      plan,
      signals,
      restartMs,
      writeLimitMs,
      opens: this.#opens,
      drains: this.#drains,
      clock: this.#clock,
      signal,
    });
    void guardPort(connection, this.#watchIntervalMs, this.#clock);
    return connection;
  }
}
