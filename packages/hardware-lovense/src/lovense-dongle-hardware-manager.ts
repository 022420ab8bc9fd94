import {
  type Advertisement,
  type Clock,
  type EndpointPlan,
  type HardwareId,
  type Logger,
  type Observable,
  ObservableValue,
  onAbort,
  type ScanFilters,
  silentLogger,
  sleep,
  soon,
  systemClock,
  textOf,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import {
  connectFailed,
  fitPlan,
  type HidBinding,
  type HidHandle,
  type HidListing,
  importNative,
  OpenConnections,
  unavailable,
} from "@buttplug-ts/hardware-kit";
import { checkTimes } from "./check-times.js";
import { Dongle } from "./dongle.js";
import { warnOfRivals } from "./warn-of-rivals.js";

/** How a {@link LovenseDongleHardwareManager} looks for the dongle and its toys. */
export interface LovenseDongleHardwareManagerOptions {
  /** Unique among the managers of a server. Default: `lovense-dongle`. */
  readonly name?: string;
  /** Where human interface devices are found. Default: the package node-hid, which must be installed. */
  readonly binding?: HidBinding;
  /** How often to look whether a dongle is plugged in, in milliseconds. Default: 2,000. */
  readonly lookMs?: number;
  /** How long listing and opening the dongle may take each, and one report, in milliseconds. Default: 1,500. */
  readonly dongleLimitMs?: number;
  /** How long a toy may take to answer while it connects, in milliseconds. Default: 5,000. */
  readonly connectLimitMs?: number;
  /**
   * The Bluetooth manager of the same server, if there is one. Both look for the same toys, and the logger is told as soon
   * as both are usable.
   */
  readonly bluetooth?: HardwareManager;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Default: silent. */
  readonly logger?: Logger;
}

const vendor = 0x1915;
const product = 0x520a;

/** What the database knows Lovense toys by; what they are they say themselves, once connected (fact sheet _transports J). */
const advertisedName = "LVS-DongleDevice";

/** Lovense toys through the maker's USB dongle, one at a time. The dongle may be plugged in and out at any time. */
export class LovenseDongleHardwareManager implements HardwareManager {
  readonly name: string;
  readonly ready: Promise<void>;
  readonly #o: Required<Omit<LovenseDongleHardwareManagerOptions, "binding" | "bluetooth" | "name">>;
  readonly #availability = new ObservableValue<Availability>(not("The Lovense dongle is being looked for."));
  readonly #connections: OpenConnections;
  readonly #watchers = new Set<(advertisement: Advertisement) => void>();
  #dongle: Dongle | undefined;

  /** @throws ButtplugError `usage/invalid-argument` for times that cannot be */
  constructor(options: LovenseDongleHardwareManagerOptions = {}) {
    const { name = "lovense-dongle", binding, bluetooth } = options;
    this.name = name;
    this.#o = {
      lookMs: options.lookMs ?? 2_000,
      dongleLimitMs: options.dongleLimitMs ?? 1_500,
      connectLimitMs: options.connectLimitMs ?? 5_000,
      clock: options.clock ?? systemClock,
      logger: options.logger ?? silentLogger,
    };
    checkTimes(this.#o, ["lookMs", "dongleLimitMs", "connectLimitMs"]);
    this.#connections = new OpenConnections(name);
    this.ready = this.#begin(binding);
    if (bluetooth) warnOfRivals(this, bluetooth, this.#o.logger, this.#connections.signal);
  }

  get availability(): Observable<Availability> {
    return this.#availability;
  }

  watch(arrivals: (advertisement: Advertisement) => void, { signal }: { readonly signal: AbortSignal }): void {
    if (signal.aborted || this.#connections.disposed) return;
    const watcher = (advertisement: Advertisement) => arrivals(advertisement);
    this.#watchers.add(watcher);
    onAbort(signal, () => this.#watchers.delete(watcher));
    soon(() => {
      const id = this.#usable?.idleToy;
      if (id !== undefined && this.#watchers.has(watcher)) watcher(advertisementOf(id));
    });
  }

  async *scan(_filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    if (signal.aborted) return;
    const dongle = this.#usable;
    if (!dongle) throw unavailable(this.name, this.#why);
    const id = await dongle.find(signal);
    if (id !== undefined && !signal.aborted) yield advertisementOf(id);
  }

  open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    return this.#connections.open(id, signal, (whileWanted) => {
      const plan = fitPlan(plans, "bluetooth");
      if (!plan) throw connectFailed(id, "toys at the dongle need a plan for Bluetooth");
      const dongle = this.#usable;
      if (!dongle) throw connectFailed(id, this.#why);
      return dongle.open(id, plan, whileWanted);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#connections.disposed) return;
    this.#watchers.clear();
    await this.#connections.close();
    const dongle = this.#dongle;
    this.#dongle = undefined;
    this.#availability.set(not("The Lovense dongle was shut down."));
    await dongle?.close();
  }

  get #usable(): Dongle | undefined {
    return this.#availability.value.usable ? this.#dongle : undefined;
  }

  get #why(): string {
    const { value } = this.#availability;
    return value.usable ? "" : value.why;
  }

  async #begin(given: HidBinding | undefined): Promise<void> {
    try {
      const binding = given ?? (await importNative<HidBinding>(this.name, "node-hid", () => import("node-hid")));
      const list = sharedWhileUnderWay(() => binding.devicesAsync());
      await this.#look(binding, list);
      void this.#keepLooking(binding, list);
    } catch (error) {
      this.#setUnusable(textOf(error));
    }
  }

  async #keepLooking(binding: HidBinding, list: () => Promise<readonly HidListing[]>): Promise<void> {
    const { clock, lookMs } = this.#o;
    const { signal } = this.#connections;
    while (!signal.aborted) {
      await sleep(clock, lookMs, signal).catch(() => {});
      if (!signal.aborted) await this.#look(binding, list);
    }
  }

  /** Opens a dongle that is there, and notices one that is not there any more. */
  async #look(binding: HidBinding, list: () => Promise<readonly HidListing[]>): Promise<void> {
    try {
      const path = (await this.#inTime("listing devices", list)).find(isDongle)?.path;
      if (this.#connections.disposed) return;
      if (path === undefined) {
        this.#dongle?.lose("it was unplugged");
        this.#setUnusable("No Lovense USB dongle is plugged in. Plug one in; it is noticed by itself.");
      } else if (!this.#dongle) await this.#plugIn(await this.#opened(binding, path));
    } catch (error) {
      // While it is open the dongle itself says whether it works.
      if (!this.#dongle) this.#setUnusable(cannotOpen(textOf(error)));
    }
  }

  async #opened(binding: HidBinding, path: string): Promise<HidHandle> {
    const opening = binding.HIDAsync.open(path);
    try {
      return await this.#inTime("opening", () => opening);
    } catch (error) {
      void opening.then((handle) => handle.close()).catch(() => {});
      throw error;
    }
  }

  async #plugIn(handle: HidHandle): Promise<void> {
    const { clock, logger, dongleLimitMs: writeLimitMs, connectLimitMs } = this.#o;
    const onToy = (id: HardwareId) => this.#announce(id);
    const onLost = (reason: string) => this.#unplugged(dongle, reason);
    const dongle = new Dongle({ handle, clock, logger, writeLimitMs, connectLimitMs, onToy, onLost });
    if (this.#connections.disposed) return dongle.close();
    this.#dongle = dongle;
    await dongle.check();
    if (this.#dongle !== dongle) return;
    this.#availability.set({ usable: true });
    if (dongle.idleToy !== undefined) this.#announce(dongle.idleToy);
  }

  #unplugged(dongle: Dongle, reason: string): void {
    if (this.#dongle !== dongle) return;
    this.#dongle = undefined;
    this.#setUnusable(`The Lovense dongle does not work any more: ${reason}. Plug it in again.`);
  }

  #announce(id: HardwareId): void {
    if (!this.#usable) return;
    for (const watcher of [...this.#watchers]) watcher(advertisementOf(id));
  }

  #setUnusable(why: string): void {
    if (!this.#connections.disposed && why !== this.#why) this.#availability.set(not(why));
  }

  #inTime<T>(what: string, work: () => Promise<T>): Promise<T> {
    const { clock, dongleLimitMs } = this.#o;
    const tooLate = () => unavailable(this.name, `${what} takes longer than ${dongleLimitMs} ms`);
    return withTimeLimit(clock, dongleLimitMs, this.#connections.signal, tooLate, work);
  }
}

function not(why: string): Availability {
  return { usable: false, why };
}

function isDongle({ vendorId, productId, path }: HidListing): boolean {
  return vendorId === vendor && productId === product && path !== undefined;
}

function cannotOpen(why: string): string {
  const help = "Close other programs that use it; on Linux, a udev rule must give you access to USB device 1915:520a";
  return `The Lovense dongle cannot be opened: ${why}. ${help}.`;
}

function advertisementOf(id: HardwareId): Advertisement {
  return { kind: "bluetooth", id, name: advertisedName, services: [], manufacturerData: [] };
}

/** A list that hangs is not asked for a second time. */
function sharedWhileUnderWay<T>(work: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () => {
    underWay ??= work().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
