import {
  type Advertisement,
  type Clock,
  type EndpointPlan,
  type HardwareId,
  type Logger,
  type Observable,
  type ScanFilters,
  silentLogger,
  systemClock,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import {
  Arrivals,
  connectFailed,
  fitPlan,
  type HidBinding,
  OpenConnections,
  unavailable,
} from "@buttplug-ts/hardware-kit";
import { checkTimes } from "./check-times.js";
import { DongleFinder } from "./dongle-finder.js";
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

/** What the database knows Lovense toys by; what they are they say themselves, once connected (fact sheet _transports J). */
const advertisedName = "LVS-DongleDevice";

/** Lovense toys through the maker's USB dongle, one at a time. The dongle may be plugged in and out at any time. */
export class LovenseDongleHardwareManager implements HardwareManager {
  readonly name: string;
  readonly #connections: OpenConnections;
  readonly #finder: DongleFinder;
  readonly #arrivals = new Arrivals();

  /** @throws ButtplugError `usage/invalid-argument` for times that cannot be */
  constructor(options: LovenseDongleHardwareManagerOptions = {}) {
    const { name = "lovense-dongle", binding, bluetooth, clock = systemClock, logger = silentLogger } = options;
    const { lookMs = 2_000, dongleLimitMs = 1_500, connectLimitMs = 5_000 } = options;
    checkTimes({ lookMs, dongleLimitMs, connectLimitMs });
    this.name = name;
    this.#connections = new OpenConnections(name);
    const { signal } = this.#connections;
    const onToy = (id: HardwareId) => this.#arrivals.tell(advertisementOf(id));
    const times = { lookMs, dongleLimitMs, connectLimitMs };
    this.#finder = new DongleFinder({ name, binding, ...times, clock, logger, signal, onToy });
    if (bluetooth) warnOfRivals(this, bluetooth, logger, signal);
  }

  get ready(): Promise<void> {
    return this.#finder.ready;
  }

  get availability(): Observable<Availability> {
    return this.#finder.availability;
  }

  /** Reports toys that connect to the dongle by themselves, as the last one may. */
  watch(arrivals: (advertisement: Advertisement) => void, { signal }: { readonly signal: AbortSignal }): void {
    if (this.#connections.disposed) return;
    this.#arrivals.add(arrivals, signal, async () => {
      const id = this.#finder.dongle?.idleToy;
      return id === undefined ? [] : [advertisementOf(id)];
    });
  }

  async *scan(_filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    if (signal.aborted) return;
    const { dongle, why } = this.#finder;
    if (!dongle) throw unavailable(this.name, why);
    const id = await dongle.find(signal);
    if (id !== undefined && !signal.aborted) yield advertisementOf(id);
  }

  /** As the contract says; one toy at a time. */
  open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    return this.#connections.open(id, signal, async (whileWanted) => {
      const plan = fitPlan(plans, "bluetooth");
      if (!plan) throw connectFailed(id, "toys at the dongle need a plan for Bluetooth");
      const { dongle, why } = this.#finder;
      if (!dongle) throw connectFailed(id, why);
      return dongle.open(id, plan, whileWanted);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#connections.disposed) return;
    this.#arrivals.clear();
    await this.#connections.close();
    await this.#finder.close();
  }
}

function advertisementOf(id: HardwareId): Advertisement {
  return { kind: "bluetooth", id, name: advertisedName, services: [], manufacturerData: [] };
}
