import {
  type Advertisement,
  type Clock,
  type EndpointPlan,
  type HardwareId,
  type Observable,
  ObservableValue,
  onAbort,
  type ScanFilters,
  systemClock,
  textOf,
  type UsbPair,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import {
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
  readonly #watchers = new Set<(advertisement: Advertisement) => void>();
  readonly #onConnect = ({ device }: { readonly device: WebHidDevice }): void => this.#announce([device]);
  #choosing: Promise<readonly WebHidDevice[]> | undefined;

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
    this.#hid?.addEventListener("connect", this.#onConnect);
  }

  get availability(): Observable<Availability> {
    return this.#availability;
  }

  watch(arrivals: (advertisement: Advertisement) => void, { signal }: { readonly signal: AbortSignal }): void {
    if (signal.aborted) return;
    const watcher = (advertisement: Advertisement) => {
      if (!signal.aborted) arrivals(advertisement);
    };
    this.#watchers.add(watcher);
    onAbort(signal, () => this.#watchers.delete(watcher));
    const report = async () => {
      for (const { advertisement } of await this.#granted()) watcher(advertisement);
    };
    // Where there is no WebHID there is nothing to watch, and `availability` says so.
    void report().catch(() => {});
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
    const limitMs = this.#openLimitMs;
    const tooLate = () => connectFailed(id, `it did not open within ${limitMs} ms`);
    return withTimeLimit(this.#clock, limitMs, signal, tooLate, (limited) =>
      this.#connections.open(id, limited, () => this.#connect(id, plans)),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#hid?.removeEventListener("connect", this.#onConnect);
    this.#exit.end();
    this.#watchers.clear();
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
    const filters = wanted.map(({ vendor, product }) => ({ vendorId: vendor, productId: product }));
    // Browsers show one chooser at a time.
    this.#choosing ??= this.#usable()
      .requestDevice({ filters })
      .finally(() => {
        this.#choosing = undefined;
      });
    const choosing = this.#choosing;
    try {
      return await new Promise((resolve, reject) => {
        const unlisten = onAbort(AbortSignal.any([signal, this.#connections.signal]), () => {
          resolve([]);
          choosing.then((devices) => this.#announce(devices)).catch(() => {});
        });
        void choosing.then(resolve, reject).finally(unlisten);
      });
    } catch (error) {
      const isNoGesture = error instanceof Error && error.name === "SecurityError";
      const why = isNoGesture
        ? "The browser asks for a device only in answer to a click or a key; start the scan there."
        : `The browser did not ask for a device: ${textOf(error)}.`;
      throw unavailable(this.name, why, error);
    }
  }

  #announce(devices: readonly WebHidDevice[]): void {
    const report = async () => {
      for (const { advertisement, device } of await this.#granted()) {
        if (!devices.includes(device)) continue;
        for (const watcher of [...this.#watchers]) watcher(advertisement);
      }
    };
    void report().catch(() => {});
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
