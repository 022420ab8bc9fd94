import {
  type Advertisement,
  type Clock,
  type HardwareId,
  type Observable,
  ObservableValue,
  textOf,
} from "@buttplug-ts/core";
import type { Availability } from "@buttplug-ts/hardware";
import { OpenConnections, unavailable } from "./open-connections.js";
import { watchPresence } from "./presence.js";

export interface ListedBusOptions {
  readonly name: string;
  readonly clock: Clock;
  /** Settles when its library is there. If that fails there is nothing to watch. */
  readonly loading: Promise<unknown>;
  /** What is there now. Rejects with `hardware/unavailable` if the bus cannot be used. */
  readonly list: () => Promise<readonly Advertisement[]>;
  /** Worth knowing about a bus that can be used, as of the last list. */
  readonly note?: () => string | undefined;
  /** How often it looks again while somebody watches, in milliseconds. */
  readonly intervalMs: number;
  readonly onLeft?: (id: HardwareId) => void;
  /** What is said of it afterwards, a sentence. */
  readonly shutDown: string;
}

/** A bus that can only be asked what is there: what its availability, its scans and its watchers have in common. */
export class ListedBus {
  readonly connections: OpenConnections;
  /** Settles when it was asked once. */
  readonly ready: Promise<void>;
  readonly #o: ListedBusOptions;
  readonly #availability = new ObservableValue<Availability>({ usable: false, why: "It is still finding out." });

  constructor(options: ListedBusOptions) {
    this.#o = options;
    this.connections = new OpenConnections(options.name);
    this.ready = this.present().then(
      () => {},
      () => {},
    );
  }

  get availability(): Observable<Availability> {
    return this.#availability;
  }

  /**
   * What is there now. Its availability says whether that worked.
   * @throws ButtplugError `hardware/unavailable`
   */
  async present(): Promise<readonly Advertisement[]> {
    const { name, list, note, shutDown } = this.#o;
    try {
      if (this.connections.disposed) throw unavailable(name, shutDown);
      const present = await list();
      const known = note?.();
      this.#say({ usable: true, ...(known !== undefined && { note: known }) });
      return present;
    } catch (error) {
      this.#say({ usable: false, why: textOf(error) });
      throw error;
    }
  }

  watch(arrivals: (advertisement: Advertisement) => void, signal: AbortSignal): void {
    const { loading, intervalMs, clock, onLeft } = this.#o;
    const watching = async () => {
      await loading;
      await watchPresence({
        list: () => this.present(),
        intervalMs,
        clock,
        signal: AbortSignal.any([signal, this.connections.signal]),
        onArrived: arrivals,
        ...(onLeft && { onLeft }),
      });
    };
    void watching().catch(() => {});
  }

  async *scan(signal: AbortSignal): AsyncGenerator<Advertisement> {
    if (signal.aborted) return;
    for (const advertisement of await this.present()) {
      if (signal.aborted) return;
      yield advertisement;
    }
  }

  async close(): Promise<void> {
    await this.connections.close();
    this.#availability.set({ usable: false, why: this.#o.shutDown });
  }

  #say(availability: Availability): void {
    const isNews = JSON.stringify(availability) !== JSON.stringify(this.#availability.value);
    if (isNews && !this.connections.disposed) this.#availability.set(availability);
  }
}
