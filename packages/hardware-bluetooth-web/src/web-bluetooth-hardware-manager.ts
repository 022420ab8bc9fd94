import {
  type Advertisement,
  type BluetoothAdvertisement,
  ButtplugError,
  type Clock,
  type EndpointPlan,
  type HardwareId,
  type Observable,
  onAbort,
  type ScanFilters,
  sleep,
  systemClock,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import { Arrivals, connectFailed, OpenConnections, PageExit, Sightings, unavailable } from "@buttplug-ts/hardware-kit";
import { AdvertisementWatch } from "./advertisement-watch.js";
import { BrowserAvailability } from "./browser-availability.js";
import { chooseDevice } from "./choose-device.js";
import { GrantedDevice, isOfLink, servicesOf } from "./granted-device.js";
import { openGranted } from "./open-granted.js";
import { isKnownName } from "./request-options.js";
import type { WebBluetooth, WebBluetoothDevice } from "./web-bluetooth.js";
import { pageBluetooth } from "./web-bluetooth-support.js";

export interface WebBluetoothOptions {
  /** Default: `bluetooth`. */
  readonly name?: string;
  /** Default: the browser's own, `navigator.bluetooth`. */
  readonly bluetooth?: WebBluetooth;
  /** How long connecting may take, with finding services, in milliseconds. Default: 20,000. */
  readonly connectLimitMs?: number;
  /** How long a write, read or subscription may take, in milliseconds; one that takes longer ends the connection. Default: 5,000. */
  readonly operationLimitMs?: number;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/**
 * Bluetooth Low Energy in a web page. A scan is the browser's list of devices, out of which somebody chooses one; what was
 * chosen before is found again without the list. Ids of devices last as long as the browser lets the page have them.
 */
export class WebBluetoothHardwareManager implements HardwareManager {
  readonly name: string;
  readonly ready: Promise<void>;
  readonly #bluetooth: WebBluetooth | undefined;
  readonly #connectLimitMs: number;
  readonly #operationLimitMs: number;
  readonly #clock: Clock;
  readonly #availability: BrowserAvailability;
  readonly #opens: OpenConnections;
  readonly #exit: PageExit;
  readonly #watch: AdvertisementWatch;
  readonly #granted = new Map<HardwareId, GrantedDevice>();
  readonly #arrivals = new Arrivals();

  constructor(options: WebBluetoothOptions = {}) {
    this.name = options.name ?? "bluetooth";
    this.#bluetooth = options.bluetooth ?? pageBluetooth();
    this.#connectLimitMs = options.connectLimitMs ?? 20_000;
    this.#operationLimitMs = options.operationLimitMs ?? 5_000;
    this.#clock = options.clock ?? systemClock;
    this.#opens = new OpenConnections(this.name);
    this.#exit = new PageExit(this.#clock);
    this.#watch = new AdvertisementWatch({
      clock: this.#clock,
      isOpen: ({ id }) => this.#opens.has(id),
      onSeen: (advertisement) => this.#arrivals.tell(advertisement),
    });
    this.#availability = new BrowserAvailability(this.#bluetooth, this.#clock);
    this.#availability.current.subscribe((now) => (now.usable ? void this.#listenToKnown() : this.#loseAll(now.why)));
    this.ready = this.#availability.ready;
  }

  get availability(): Observable<Availability> {
    return this.#availability.current;
  }

  watch(arrivals: (advertisement: Advertisement) => void, { signal }: { readonly signal: AbortSignal }): void {
    if (this.#opens.disposed || signal.aborted) return;
    this.#arrivals.add(arrivals, signal, async () => {
      await this.#listenToKnown();
      return [];
    });
    onAbort(signal, () => {
      if (this.#arrivals.size === 0) this.#watch.clear();
    });
  }

  async *scan(filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    await this.ready;
    const { value } = this.availability;
    const bluetooth = this.#bluetooth;
    if (!value.usable || bluetooth === undefined) throw unavailable(this.name, value.usable ? "" : value.why);
    if (signal.aborted) return;
    const sightings = new Sightings(this.#clock, AbortSignal.any([signal, this.#opens.signal]));
    const known = this.#reportKnown(filters, sightings);
    let failure: unknown;
    const chosen = this.#choose(bluetooth, filters, signal).then(
      (advertisement) => advertisement && sightings.report(advertisement),
      (error: unknown) => {
        failure = error;
      },
    );
    void Promise.all([known, chosen]).then(() => sightings.end());
    yield* sightings;
    if (failure !== undefined && !signal.aborted) throw failure;
  }

  open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    const clock = this.#clock;
    return this.#opens.open(id, signal, async (either) => {
      const granted = this.#granted.get(id) ?? (await this.#known()).find(({ device }) => device.id === id);
      if (granted === undefined) throw connectFailed(id, "it was not chosen in the browser's list of devices");
      return this.#limited(id, either, (limited) =>
        openGranted(granted, {
          plans,
          clock,
          operationLimitMs: this.#operationLimitMs,
          exit: this.#exit,
          signal: limited,
        }),
      );
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#arrivals.clear();
    this.#watch.clear();
    await this.#opens.close();
    this.#exit.end();
    this.#availability.end("Bluetooth was shut down with the server that used it.");
  }

  /** The devices that the page may use. Browsers without `getDevices` tell of those only that were chosen since the page loaded. */
  async #known(): Promise<readonly GrantedDevice[]> {
    await this.ready;
    const devices = (await this.#bluetooth?.getDevices?.().catch(() => [])) ?? [];
    for (const device of devices) this.#remember(device);
    return [...this.#granted.values()];
  }

  #remember(device: WebBluetoothDevice): GrantedDevice {
    const granted = this.#granted.get(device.id) ?? new GrantedDevice(device);
    this.#granted.set(device.id, granted);
    return granted;
  }

  /** Those that are there are noticed by listening to them. Where that cannot be, connecting must show which are there. */
  async #reportKnown(filters: ScanFilters, sightings: Sightings): Promise<void> {
    for (const { device, advertisement } of await this.#known()) {
      this.#listenTo(device);
      const isWanted = (advertisement ?? isKnownName(filters, device.name ?? "")) && !this.#opens.has(device.id);
      if (isWanted && !this.#watch.hears(device)) sightings.report(advertisement ?? advertisementOf(device));
    }
  }

  /** What was chosen. A choice that comes when the scan is over is no less a wish: it is told to those who watch. */
  async #choose(
    bluetooth: WebBluetooth,
    filters: ScanFilters,
    signal: AbortSignal,
  ): Promise<BluetoothAdvertisement | undefined> {
    const choice = await chooseDevice(bluetooth, filters);
    if (choice.device === undefined) {
      if (choice.why === undefined) return undefined;
      const now = await this.#availability.look();
      throw unavailable(this.name, now.usable ? choice.why : now.why);
    }
    const granted = this.#remember(choice.device);
    if (this.#opens.disposed) return undefined;
    const advertisement = await this.#identified(granted, filters);
    granted.advertisement = advertisement;
    this.#listenTo(choice.device);
    if (signal.aborted) this.#arrivals.tell(advertisement);
    return advertisement;
  }

  /**
   * Browsers keep to themselves what a chosen device advertises. One whose name says nothing fitted a filter for another
   * reason, so its services are looked at.
   */
  async #identified(granted: GrantedDevice, filters: ScanFilters): Promise<BluetoothAdvertisement> {
    const { device } = granted;
    const { services: wanted } = filters.bluetooth;
    const isEnough = wanted.length === 0 || isKnownName(filters, device.name ?? "") || this.#opens.has(device.id);
    if (isEnough) return advertisementOf(device);
    const services = await this.#limited(device.id, this.#opens.signal, (limited) =>
      this.#servicesOf(granted, limited),
    );
    if (services.some((service) => wanted.includes(service))) return advertisementOf(device, services);
    throw connectFailed(device.id, "neither its name nor its services say what it is, and browsers tell pages no more");
  }

  async #servicesOf(granted: GrantedDevice, signal: AbortSignal): Promise<readonly string[]> {
    const use = await granted.connect(signal);
    try {
      const services = await granted.whileConnected(signal, () => servicesOf(use.gatt));
      return services.map(({ uuid }) => uuid);
    } finally {
      use.end();
    }
  }

  #limited<T>(id: HardwareId, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const afterMs = this.#connectLimitMs;
    const tooLate = () =>
      new ButtplugError("hardware/connect-timeout", `connecting to ${id} took longer than ${afterMs} ms`, {
        details: { hardware: id, afterMs },
      });
    return withTimeLimit(this.#clock, afterMs, signal, tooLate, (limited) => this.#tried(limited, work));
  }

  /** On Android and Windows the first connection often fails, or holds for a moment only. */
  async #tried<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>, more = 2): Promise<T> {
    try {
      return await work(signal);
    } catch (error) {
      if (more === 0 || !isOfLink(error)) throw error;
      await sleep(this.#clock, 500, signal);
      return this.#tried(signal, work, more - 1);
    }
  }

  async #listenToKnown(): Promise<void> {
    for (const { device } of await this.#known()) this.#listenTo(device);
  }

  #listenTo(device: WebBluetoothDevice): void {
    if (this.#arrivals.size > 0 && this.availability.value.usable) this.#watch.add(device);
  }

  #loseAll(why: string): void {
    this.#watch.clear();
    for (const id of this.#granted.keys()) this.#opens.get(id)?.lost(why, "failure");
  }
}

function advertisementOf({ id, name }: WebBluetoothDevice, services: readonly string[] = []): BluetoothAdvertisement {
  return { kind: "bluetooth", id, ...(name && { name }), services, manufacturerData: [] };
}
