import {
  type Advertisement,
  type Clock,
  type EndpointPlan,
  type HardwareId,
  type Observable,
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
  ListedBus,
  unavailable,
} from "@buttplug-ts/hardware-kit";
import { connectHid } from "./hid-connection.js";
import { HidDevices } from "./hid-devices.js";

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
  readonly #clock: Clock;
  readonly #listLimitMs: number;
  readonly #openLimitMs: number;
  readonly #writeLimitMs: number;
  readonly #loading: Promise<HidBinding>;
  readonly #devices = new HidDevices();
  readonly #bus: ListedBus;
  #listing: Promise<readonly HidListing[]> | undefined;

  constructor(options: HidHardwareManagerOptions = {}) {
    this.name = options.name ?? "hid";
    this.#clock = options.clock ?? systemClock;
    this.#listLimitMs = options.listLimitMs ?? 5_000;
    this.#openLimitMs = options.openLimitMs ?? 5_000;
    this.#writeLimitMs = options.writeLimitMs ?? 2_000;
    this.#loading = options.binding
      ? Promise.resolve(options.binding)
      : importNative(this.name, "node-hid", () => import("node-hid"));
    this.#bus = new ListedBus({
      name: this.name,
      clock: this.#clock,
      loading: this.#loading,
      list: async () => {
        this.#devices.update(await this.#listed(await this.#loading));
        return this.#devices.present.map(({ advertisement }) => advertisement);
      },
      intervalMs: options.watchIntervalMs ?? 2_000,
      // Most often a read says so before.
      onLeft: (id) => this.#bus.connections.get(id)?.lost("it is not plugged in any more"),
      shutDown: "The HID bus was shut down.",
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

  scan(_filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    return this.#bus.scan(signal);
  }

  open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    const ms = this.#openLimitMs;
    const limit = { clock: this.#clock, ms, why: `it did not open within ${ms} ms` };
    return this.#bus.connections.open(id, signal, () => this.#connect(id, fitPlan(plans, "hid")), limit);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#bus.close();
  }

  async #connect(
    id: HardwareId,
    plan: (EndpointPlan & { readonly kind: "hid" }) | undefined,
  ): Promise<HardwareConnection> {
    if (plan === undefined) throw connectFailed(id, "none of the protocols looked for is spoken over HID");
    const [binding] = [await this.#loading, await this.#bus.present()];
    const device = this.#devices.present.find(({ advertisement }) => advertisement.id === id);
    if (device === undefined) throw connectFailed(id, "it is not plugged in");
    return connectHid({ binding, device, plan, clock: this.#clock, writeLimitMs: this.#writeLimitMs });
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
