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
  type HidBinding,
  type HidListing,
  importNative,
  OpenConnections,
  unavailable,
  watchPresence,
} from "@buttplug-ts/hardware-kit";
import { connectHid } from "./hid-connection.js";
import { type HidDevice, HidDevices } from "./hid-devices.js";

export interface HidHardwareManagerOptions {
  /** Default: `hid`. */
  readonly name?: string;
  /** How often it looks for what was plugged in, in milliseconds. Default: 2,000. */
  readonly watchIntervalMs?: number;
  /** How long listing the devices may take, in milliseconds. Default: 5,000. */
  readonly listLimitMs?: number;
  /** How long opening a device may take, in milliseconds. Default: 5,000. */
  readonly openLimitMs?: number;
  /** How long one write may take, in milliseconds. Default: 2,000. */
  readonly writeLimitMs?: number;
  /** What talks to the system. Default: the package `node-hid`, which is to be installed beside this one. */
  readonly binding?: HidBinding;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/** Human interface devices, on USB or paired by the system over Bluetooth, through `node-hid`. */
export class HidHardwareManager implements HardwareManager {
  readonly name: string;
  readonly ready: Promise<void>;
  readonly #clock: Clock;
  readonly #watchIntervalMs: number;
  readonly #listLimitMs: number;
  readonly #openLimitMs: number;
  readonly #writeLimitMs: number;
  readonly #availability = new ObservableValue<Availability>({ usable: false, why: "It is still finding out." });
  readonly #connections: OpenConnections;
  readonly #loading: Promise<HidBinding>;
  readonly #devices = new HidDevices();
  #listing: Promise<readonly HidListing[]> | undefined;

  constructor(options: HidHardwareManagerOptions = {}) {
    this.name = options.name ?? "hid";
    this.#clock = options.clock ?? systemClock;
    this.#watchIntervalMs = options.watchIntervalMs ?? 2_000;
    this.#listLimitMs = options.listLimitMs ?? 5_000;
    this.#openLimitMs = options.openLimitMs ?? 5_000;
    this.#writeLimitMs = options.writeLimitMs ?? 2_000;
    this.#connections = new OpenConnections(this.name);
    this.#loading = options.binding
      ? Promise.resolve(options.binding)
      : importNative(this.name, "node-hid", () => import("node-hid"));
    this.ready = this.#list().then(
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
        list: async () => (await this.#list()).map(({ advertisement }) => advertisement),
        intervalMs: this.#watchIntervalMs,
        clock: this.#clock,
        signal: AbortSignal.any([options.signal, this.#connections.signal]),
        onArrived: arrivals,
      });
    };
    // Without its library there is nothing to watch, and `availability` says so.
    void watching().catch(() => {});
  }

  async *scan(_filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    if (signal.aborted) return;
    for (const { advertisement } of await this.#list()) {
      if (signal.aborted) return;
      yield advertisement;
    }
  }

  open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    const limitMs = this.#openLimitMs;
    const tooLate = () => connectFailed(id, `it did not open within ${limitMs} ms`);
    return withTimeLimit(this.#clock, limitMs, signal, tooLate, (limited) =>
      this.#connections.open(id, limited, () => this.#connect(id, fitPlan(plans, "hid"))),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connections.close();
    this.#availability.set({ usable: false, why: "The HID bus was shut down." });
  }

  async #connect(
    id: HardwareId,
    plan: (EndpointPlan & { readonly kind: "hid" }) | undefined,
  ): Promise<HardwareConnection> {
    if (plan === undefined) throw connectFailed(id, "none of the protocols looked for is spoken over HID");
    const [binding, devices] = [await this.#loading, await this.#list()];
    const device = devices.find(({ advertisement }) => advertisement.id === id);
    if (device === undefined) throw connectFailed(id, "it is not plugged in");
    return connectHid({ binding, device, plan, clock: this.#clock, writeLimitMs: this.#writeLimitMs });
  }

  /** @throws ButtplugError `hardware/unavailable` */
  async #list(): Promise<readonly HidDevice[]> {
    try {
      if (this.#connections.disposed) throw unavailable(this.name, "The HID bus was shut down.");
      const listings = await this.#listed(await this.#loading);
      if (!this.#availability.value.usable && !this.#connections.disposed) this.#availability.set({ usable: true });
      return this.#devices.update(listings);
    } catch (error) {
      if (!this.#connections.disposed) this.#availability.set({ usable: false, why: textOf(error) });
      throw error;
    }
  }

  /** Asks once at a time: each question that the system does not answer takes one of the few threads of the process. */
  #listed(binding: HidBinding): Promise<readonly HidListing[]> {
    const { name } = this;
    const limitMs = this.#listLimitMs;
    const tooLate = () => unavailable(name, `HID devices were not listed within ${limitMs} ms; plug them in again.`);
    this.#listing ??= binding
      .devicesAsync()
      .catch((error: unknown) => {
        throw unavailable(name, `HID devices cannot be listed: ${textOf(error)}.`, error);
      })
      .finally(() => {
        this.#listing = undefined;
      });
    const listing = this.#listing;
    return withTimeLimit(this.#clock, limitMs, undefined, tooLate, () => listing);
  }
}
