import {
  type Advertisement,
  type BluetoothAdvertisement,
  ButtplugError,
  type Clock,
  type Endpoint,
  type EndpointPlan,
  type HardwareId,
  isButtplugError,
  type Observable,
  type ScanFilters,
  textOf,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import {
  Arrivals,
  connectFailed,
  fitBluetoothPlan,
  HardwareConnection,
  OpenConnections,
  Sightings,
  unavailable,
} from "@buttplug-ts/hardware-kit";
import { BluetoothLink } from "./bluetooth-link.js";
import type { Central, GattCharacteristic, GattServices, Peripheral } from "./central.js";
import type { BluetoothLimits } from "./options.js";
import { scanFilter } from "./scan-filter.js";

export interface CentralManagerOptions extends BluetoothLimits {
  readonly name: string;
  readonly clock: Clock;
}

/** noble may never say that a device is disconnected. */
const disconnectLimitMs = 5_000;
/** Milliseconds that Bluetooth devices want between commits (facts: `_transports`, E). */
const gapMs = 75;

/** A {@link HardwareManager} over a Bluetooth back end. */
export class CentralManager implements HardwareManager {
  readonly name: string;
  readonly availability: Observable<Availability>;
  readonly ready: Promise<void>;
  readonly #central: Central;
  readonly #o: CentralManagerOptions;
  readonly #connections: OpenConnections;
  readonly #scans = new Set<Sightings>();
  readonly #arrivals = new Arrivals();

  constructor(central: Central, options: CentralManagerOptions) {
    this.name = options.name;
    this.#central = central;
    this.#o = options;
    this.#connections = new OpenConnections(options.name);
    this.availability = central.availability;
    this.ready = central.ready;
    this.availability.subscribe(({ usable }) => {
      if (usable) for (const each of this.#connected()) this.#arrivals.tell(each);
    });
  }

  /**
   * Reports what the system is connected to when the adapter comes, such as a device that an earlier run of this program left
   * running. All others are scanned for.
   */
  watch(arrivals: (advertisement: Advertisement) => void, { signal }: { readonly signal: AbortSignal }): void {
    this.#arrivals.add(arrivals, signal, async () => this.#connected());
  }

  async *scan(filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    if (signal.aborted) return;
    await this.ready;
    this.#requireUsable();
    const end = new AbortController();
    const until = AbortSignal.any([signal, end.signal, this.#connections.signal]);
    const sightings = new Sightings(this.#o.clock, until);
    this.#scans.add(sightings);
    const isMeant = scanFilter(filters);
    const report = (seen: BluetoothAdvertisement) => {
      if (isMeant(seen) && !this.#connections.has(seen.id)) sightings.report(seen);
    };
    const scanning = this.#central.scan(report, until).finally(() => sightings.end());
    scanning.catch(() => {}); // comes below, or the consumer is not interested any more
    try {
      yield* sightings;
      if (!until.aborted) await scanning;
    } catch (error) {
      if (isButtplugError(error, "hardware/unavailable")) throw error;
      throw unavailable(this.name, `Bluetooth does not scan: ${textOf(error)}.`, error);
    } finally {
      this.#scans.delete(sightings);
      end.abort();
    }
  }

  open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    return this.#connections.open(id, signal, (either) => this.#connect(id, plans, either));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#arrivals.clear();
    await this.#connections.close();
    await this.#central[Symbol.asyncDispose]();
  }

  #connected(): readonly Advertisement[] {
    return this.#central.connected().filter(({ id }) => !this.#connections.has(id));
  }

  #requireUsable(): void {
    const { value } = this.availability;
    if (this.#connections.disposed) throw unavailable(this.name, "Bluetooth was shut down by this program.");
    if (!value.usable) throw unavailable(this.name, value.why);
  }

  async #connect(id: HardwareId, plans: readonly EndpointPlan[], signal: AbortSignal): Promise<HardwareConnection> {
    await this.ready;
    const { value } = this.availability;
    if (!value.usable) throw connectFailed(id, value.why);
    const { clock, connectLimitMs, discoveryLimitMs } = this.#o;
    const tooLate = (doing: string, afterMs: number) => () =>
      new ButtplugError("hardware/connect-timeout", `${doing} ${id} took more than ${afterMs} ms`, {
        details: { hardware: id, afterMs },
      });
    const peripheral = await withTimeLimit(
      clock,
      connectLimitMs,
      signal,
      tooLate("connecting to", connectLimitMs),
      (each) => this.#central.connect(id, each),
    );
    try {
      const onTimeout = tooLate("asking for the services of", discoveryLimitMs);
      const services = await withTimeLimit(clock, discoveryLimitMs, signal, onTimeout, (each) =>
        peripheral.discover(each),
      );
      return this.#connection(id, plans, peripheral, services);
    } catch (error) {
      const tooLong = tooLate("disconnecting", disconnectLimitMs);
      await withTimeLimit(clock, disconnectLimitMs, undefined, tooLong, () => peripheral.disconnect()).catch(() => {});
      throw error;
    }
  }

  #connection(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    peripheral: Peripheral,
    services: GattServices,
  ): HardwareConnection {
    const fit = fitBluetoothPlan(plans, new Map([...services].map(([uuid, each]) => [uuid, new Set(each.keys())])));
    if (!fit) throw connectFailed(id, "it has none of the services that its protocol needs");
    const characteristics = new Map<Endpoint, GattCharacteristic>();
    for (const [endpoint, { service, characteristic }] of fit.endpoints) {
      const found = services.get(service)?.get(characteristic);
      if (found) characteristics.set(endpoint, found);
    }
    const { clock, operationLimitMs } = this.#o;
    const onStuck = (reason: string) => connection.lost(reason, "failure");
    const link = new BluetoothLink({ peripheral, characteristics, clock, operationLimitMs, onStuck });
    const endpoints = [...characteristics.keys()];
    const connection = new HardwareConnection({ id, plan: fit.plan, endpoints, gapMs, link, clock });
    void peripheral.gone.then(({ by, reason }) => {
      if (by !== "local") connection.lost(reason, by);
    });
    void connection.closed.then(() => {
      for (const sightings of this.#scans) sightings.forget(id);
    });
    return connection;
  }
}
