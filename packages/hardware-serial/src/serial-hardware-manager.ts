import {
  type Advertisement,
  type Clock,
  type EndpointPlan,
  type HardwareId,
  type Observable,
  ObservableValue,
  type ScanFilters,
  systemClock,
  textOf,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import {
  connectFailed,
  fitPlan,
  type HardwareConnection,
  OpenConnections,
  unavailable,
  watchPresence,
} from "@buttplug-ts/hardware-kit";
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
   * of an Arduino restart when DTR goes on.
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
  readonly ready: Promise<void>;
  readonly #o: SerialHardwareManagerOptions;
  readonly #clock: Clock;
  readonly #watchIntervalMs: number;
  readonly #availability = new ObservableValue<Availability>({ usable: false, why: "It is still finding out." });
  readonly #connections: OpenConnections;
  readonly #loading: Promise<SerialBinding>;
  readonly #ports: SerialPorts;
  // What hangs in the system takes one of the four threads that Node has for files and devices. One is left to others.
  readonly #opens = new Slots(2);
  readonly #drains = new Slots(1);

  constructor(options: SerialHardwareManagerOptions = {}) {
    this.name = options.name ?? "serial";
    this.#o = options;
    this.#clock = options.clock ?? systemClock;
    this.#watchIntervalMs = options.watchIntervalMs ?? 2_000;
    this.#connections = new OpenConnections(this.name);
    this.#loading = options.binding ? Promise.resolve(options.binding) : loadSerialBinding(this.name);
    this.#ports = new SerialPorts({
      manager: this.name,
      binding: this.#loading,
      named: options.ports ?? [],
      listLimitMs: options.listLimitMs ?? 5_000,
      clock: this.#clock,
    });
    this.ready = this.#present().then(
      () => {},
      () => {},
    );
  }

  get availability(): Observable<Availability> {
    return this.#availability;
  }

  watch(arrivals: (advertisement: Advertisement) => void, options: { readonly signal: AbortSignal }): void {
    const watching = async () => {
      await this.#loading;
      await watchPresence({
        list: () => this.#present(),
        intervalMs: this.#watchIntervalMs,
        clock: this.#clock,
        signal: AbortSignal.any([options.signal, this.#connections.signal]),
        onArrived: arrivals,
        onLeft: (id) => this.#connections.get(id)?.lost("the port is gone"),
      });
    };
    // Without its library there is nothing to watch, and `availability` says so.
    void watching().catch(() => {});
  }

  async *scan(filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    if (signal.aborted) return;
    this.#ports.alsoNamed(filters.serial?.ports ?? []);
    for (const advertisement of await this.#present()) {
      if (signal.aborted) return;
      yield advertisement;
    }
  }

  open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    const { openLimitMs = 10_000, restartMs = 0 } = this.#o;
    const tooLate = () => connectFailed(id, `it did not open within ${openLimitMs} ms; is its device switched on?`);
    return withTimeLimit(this.#clock, openLimitMs + restartMs, signal, tooLate, (limited) =>
      this.#connections.open(id, limited, (either) => this.#connect(id, plans, either)),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connections.close();
    this.#availability.set({ usable: false, why: "The serial ports were shut down." });
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

  /** @throws ButtplugError `hardware/unavailable` */
  async #present(): Promise<readonly Advertisement[]> {
    try {
      if (this.#connections.disposed) throw unavailable(this.name, "The serial ports were shut down.");
      const present = await this.#ports.present();
      const { problem } = this.#ports;
      this.#say({ usable: true, ...(problem !== undefined && { note: problem }) });
      return present;
    } catch (error) {
      this.#say({ usable: false, why: textOf(error) });
      throw error;
    }
  }

  #say(availability: Availability): void {
    const isNews = JSON.stringify(availability) !== JSON.stringify(this.#availability.value);
    if (isNews && !this.#connections.disposed) this.#availability.set(availability);
  }
}
