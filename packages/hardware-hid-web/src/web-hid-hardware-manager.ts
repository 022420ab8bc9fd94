import {
  type Advertisement,
  type Clock,
  type EndpointPlan,
  type HardwareId,
  type Observable,
  ObservableValue,
  type ScanFilters,
  systemClock,
  type UsbPair,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import {
  Arrivals,
  BrowserChooser,
  connectFailed,
  fitPlan,
  type HardwareConnection,
  OpenConnections,
  PageExit,
  unavailable,
} from "@buttplug-ts/hardware-kit";
import type { WebHid, WebHidDevice } from "./web-hid.js";
import { connectWebHid } from "./web-hid-connection.js";
import { type GrantedDevice, WebHidDevices } from "./web-hid-devices.js";
import { thisPage, type WebHidScope, webHidSupport } from "./web-hid-support.js";

export interface WebHidHardwareManagerOptions {
  /** Default: `hid`. */
  readonly name?: string;
  /** How long opening a device may take, in milliseconds. Default: 5,000. */
  readonly openLimitMs?: number;
  /** How long one write may take, in milliseconds. Default: 2,000. */
  readonly writeLimitMs?: number;
  /** Where WebHID is. Default: this page. */
  readonly scope?: WebHidScope;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/**
 * Human interface devices through WebHID. Devices that the user let this page use before are found at once; a scan then
 * lets the browser ask for another one, which it does only in answer to a click or a key.
 */
export class WebHidHardwareManager implements HardwareManager {
  readonly name: string;
  readonly ready: Promise<void> = Promise.resolve();
  readonly #clock: Clock;
  readonly #openLimitMs: number;
  readonly #writeLimitMs: number;
  readonly #availability: ObservableValue<Availability>;
  readonly #hid: WebHid | undefined;
  readonly #exit: PageExit;
  readonly #connections: OpenConnections;
  readonly #devices = new WebHidDevices();
  readonly #arrivals = new Arrivals();
  readonly #chooser: BrowserChooser<readonly WebHidDevice[]>;
  readonly #onConnect = ({ device }: { readonly device: WebHidDevice }): void => void this.#announce([device]);

  constructor(options: WebHidHardwareManagerOptions = {}) {
    const { scope = thisPage } = options;
    this.name = options.name ?? "hid";
    this.#clock = options.clock ?? systemClock;
    this.#openLimitMs = options.openLimitMs ?? 5_000;
    this.#writeLimitMs = options.writeLimitMs ?? 2_000;
    this.#availability = new ObservableValue(webHidSupport(scope));
    this.#hid = this.#availability.value.usable ? scope.navigator?.hid : undefined;
    this.#connections = new OpenConnections(this.name);
    this.#exit = new PageExit(this.#clock);
    this.#chooser = new BrowserChooser({
      manager: this.name,
      what: "a device",
      onLate: (devices) => void this.#announce(devices),
    });
    this.#hid?.addEventListener("connect", this.#onConnect);
  }

  get availability(): Observable<Availability> {
    return this.#availability;
  }

  watch(arrivals: (advertisement: Advertisement) => void, { signal }: { readonly signal: AbortSignal }): void {
    this.#arrivals.add(arrivals, signal, async () => (await this.#granted()).map(({ advertisement }) => advertisement));
  }

  async *scan(
    { hid: wanted = [] }: ScanFilters,
    { signal }: { readonly signal: AbortSignal },
  ): AsyncGenerator<Advertisement> {
    if (signal.aborted) return;
    const granted = (await this.#granted()).filter(({ advertisement }) => isWanted(wanted, advertisement));
    for (const { advertisement } of granted) {
      if (signal.aborted) return;
      yield advertisement;
    }
    if (signal.aborted || wanted.length === 0) return;
    const chosen = await this.#choose(wanted, signal);
    for (const { advertisement, device } of await this.#granted()) {
      if (!signal.aborted && chosen.includes(device)) yield advertisement;
    }
  }

  open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    const ms = this.#openLimitMs;
    const limit = { clock: this.#clock, ms, why: `it did not open within ${ms} ms` };
    return this.#connections.open(id, signal, () => this.#connect(id, plans), limit);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#hid?.removeEventListener("connect", this.#onConnect);
    this.#exit.end();
    this.#arrivals.clear();
    await this.#connections.close();
    this.#availability.set({ usable: false, why: "The HID bus was shut down." });
  }

  async #connect(id: HardwareId, plans: readonly EndpointPlan[]): Promise<HardwareConnection> {
    const plan = fitPlan(plans, "hid");
    if (plan === undefined) throw connectFailed(id, "none of the protocols looked for is spoken over HID");
    const found = (await this.#granted()).find(({ advertisement }) => advertisement.id === id);
    if (found === undefined) throw connectFailed(id, "it is not plugged in, or this page may not use it");
    const { device } = found;
    return connectWebHid({
      id,
      device,
      plan,
      hid: this.#usable(),
      clock: this.#clock,
      writeLimitMs: this.#writeLimitMs,
      exit: this.#exit,
    });
  }

  /** Lets the browser ask. What the user chooses after the scan ended is reported as an arrival. */
  async #choose(wanted: readonly UsbPair[], signal: AbortSignal): Promise<readonly WebHidDevice[]> {
    const hid = this.#usable();
    const filters = wanted.map(({ vendor, product }) => ({ vendorId: vendor, productId: product }));
    const either = AbortSignal.any([signal, this.#connections.signal]);
    return (await this.#chooser.choose(() => hid.requestDevice({ filters }), either)) ?? [];
  }

  async #announce(devices: readonly WebHidDevice[]): Promise<void> {
    const granted = await this.#granted().catch(() => []);
    for (const { advertisement, device } of granted) if (devices.includes(device)) this.#arrivals.tell(advertisement);
  }

  /** @throws ButtplugError `hardware/unavailable` */
  async #granted(): Promise<readonly GrantedDevice[]> {
    return this.#devices.update(await this.#usable().getDevices());
  }

  /** @throws ButtplugError `hardware/unavailable` */
  #usable(): WebHid {
    const { value } = this.#availability;
    if (!value.usable || this.#hid === undefined) {
      throw unavailable(this.name, value.usable ? "This page has no WebHID." : value.why);
    }
    return this.#hid;
  }
}

function isWanted(wanted: readonly UsbPair[], { vendor, product }: UsbPair): boolean {
  return wanted.some((pair) => pair.vendor === vendor && pair.product === product);
}
