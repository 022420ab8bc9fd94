import {
  type Advertisement,
  type Clock,
  type EndpointPlan,
  type HardwareId,
  type Observable,
  ObservableValue,
  type ScanFilters,
  systemClock,
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
import { openWebPort } from "./open-web-port.js";
import type { WebSerial, WebSerialFilter, WebSerialPort } from "./web-serial.js";
import { type GrantedPort, WebSerialPorts } from "./web-serial-ports.js";
import { thisPage, type WebSerialScope, webSerialSupport } from "./web-serial-support.js";

export interface WebSerialHardwareManagerOptions {
  /**
   * The protocol that is spoken at every port that the user chooses for this page, such as `tcode-v03`: a port cannot say
   * it, and whoever asks for a port knows what for. Default: none, and only ports that the user configuration or a device
   * file names are used.
   */
  readonly protocol?: string;
  /** What the browser offers. Default: every port. */
  readonly filters?: readonly WebSerialFilter[];
  /** Whether a scan lets the browser ask for a port. Default: true. False for pages with a button for `choosePort`. */
  readonly asksInScans?: boolean;
  /** Default: `serial`. */
  readonly name?: string;
  /**
   * The signals DTR and RTS while a port is open. Default: as the system sets them, which is on. Boards with the circuit
   * of an Arduino restart when DTR goes on; those of an ESP32 stay in reset, or in their loader, while one of the two is on
   * and the other is not.
   */
  readonly signals?: { readonly dtr: boolean; readonly rts: boolean };
  /** Time for boards that restart when their port is opened: nothing is written before, in milliseconds. Default: 0. */
  readonly restartMs?: number;
  /** How long opening a port may take, in milliseconds; ports of Bluetooth devices that are off block. Default: 10,000. */
  readonly openLimitMs?: number;
  /** How long one write may take, in milliseconds. Default: 2,000. */
  readonly writeLimitMs?: number;
  /** Where Web Serial is. Default: this page. */
  readonly scope?: WebSerialScope;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/**
 * Serial ports through Web Serial. Ports that the user let this page use before are found at once; a scan then lets the
 * browser ask for another one, which it does only in answer to a click or a key.
 */
export class WebSerialHardwareManager implements HardwareManager {
  readonly name: string;
  readonly ready: Promise<void> = Promise.resolve();
  readonly #o: WebSerialHardwareManagerOptions;
  readonly #clock: Clock;
  readonly #availability: ObservableValue<Availability>;
  readonly #serial: WebSerial | undefined;
  readonly #exit: PageExit;
  readonly #connections: OpenConnections;
  readonly #ports: WebSerialPorts;
  readonly #chooser: BrowserChooser<WebSerialPort>;
  readonly #open = new Map<WebSerialPort, HardwareConnection>();
  readonly #arrivals = new Arrivals();
  readonly #onConnect = ({ target }: Event): void => void this.#announce(target as unknown as WebSerialPort);
  readonly #onDisconnect = ({ target }: Event): void => {
    this.#open.get(target as unknown as WebSerialPort)?.lost("it was unplugged, or the page lost its permission");
  };

  constructor(options: WebSerialHardwareManagerOptions = {}) {
    const { scope = thisPage } = options;
    this.name = options.name ?? "serial";
    this.#o = options;
    this.#clock = options.clock ?? systemClock;
    this.#availability = new ObservableValue(webSerialSupport(scope));
    this.#serial = this.#availability.value.usable ? scope.navigator?.serial : undefined;
    this.#connections = new OpenConnections(this.name);
    this.#exit = new PageExit(this.#clock);
    this.#ports = new WebSerialPorts(options.protocol !== undefined);
    this.#chooser = new BrowserChooser({
      manager: this.name,
      what: "a port",
      onLate: (port) => void this.#announce(port),
    });
    this.#serial?.addEventListener("connect", this.#onConnect);
    this.#serial?.addEventListener("disconnect", this.#onDisconnect);
  }

  get availability(): Observable<Availability> {
    return this.#availability;
  }

  watch(arrivals: (advertisement: Advertisement) => void, { signal }: { readonly signal: AbortSignal }): void {
    this.#arrivals.add(arrivals, signal, async () => (await this.#granted()).map(({ advertisement }) => advertisement));
  }

  async *scan(_filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    if (signal.aborted) return;
    for (const { advertisement } of await this.#granted()) {
      if (signal.aborted) return;
      yield advertisement;
    }
    if (signal.aborted || this.#o.asksInScans === false) return;
    const chosen = await this.#choose(signal);
    for (const { advertisement, port } of await this.#granted()) {
      if (!signal.aborted && port === chosen) yield advertisement;
    }
  }

  /**
   * Lets the browser ask for a port, which it does in answer to a click or a key. The port is reported to who watches, such
   * as a server. False if the user chose none.
   * @throws ButtplugError `hardware/unavailable`
   */
  async choosePort(): Promise<boolean> {
    const chosen = await this.#choose(new AbortController().signal);
    if (chosen) await this.#announce(chosen);
    return chosen !== undefined;
  }

  open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    const { openLimitMs = 10_000, restartMs = 0 } = this.#o;
    const why = `it did not open within ${openLimitMs} ms; is its device switched on?`;
    const limit = { clock: this.#clock, ms: openLimitMs + restartMs, why };
    return this.#connections.open(id, signal, (either) => this.#connect(id, plans, either), limit);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#serial?.removeEventListener("connect", this.#onConnect);
    this.#serial?.removeEventListener("disconnect", this.#onDisconnect);
    this.#arrivals.clear();
    this.#exit.end();
    await this.#connections.close();
    this.#availability.set({ usable: false, why: "The serial ports were shut down." });
  }

  async #connect(id: HardwareId, plans: readonly EndpointPlan[], signal: AbortSignal): Promise<HardwareConnection> {
    const { protocol, signals, restartMs = 0, writeLimitMs = 2_000 } = this.#o;
    const spoken = plans.filter((plan) => protocol === undefined || plan.protocol === protocol);
    const plan = fitPlan(spoken, "serial");
    if (plan === undefined) {
      const none = "none of the protocols looked for is spoken over serial ports";
      throw connectFailed(id, protocol === undefined ? none : `${protocol} is spoken here, and was not looked for`);
    }
    const found = (await this.#granted()).find(({ advertisement }) => advertisement.id === id);
    if (found === undefined) throw connectFailed(id, "it is not plugged in, or this page may not use it");
    const { port } = found;
    const [clock, exit] = [this.#clock, this.#exit];
    const connection = await openWebPort({ id, port, plan, signals, restartMs, writeLimitMs, clock, exit, signal });
    this.#open.set(port, connection);
    void connection.closed.then(() => this.#open.delete(port));
    return connection;
  }

  async #choose(signal: AbortSignal): Promise<WebSerialPort | undefined> {
    const serial = this.#usable();
    const { filters = [] } = this.#o;
    const options = filters.length > 0 ? { filters: [...filters] } : undefined;
    return this.#chooser.choose(() => serial.requestPort(options), AbortSignal.any([signal, this.#connections.signal]));
  }

  async #announce(arrived: WebSerialPort): Promise<void> {
    const granted = await this.#granted().catch(() => []);
    for (const { advertisement, port } of granted) if (port === arrived) this.#arrivals.tell(advertisement);
  }

  /** @throws ButtplugError `hardware/unavailable` */
  async #granted(): Promise<readonly GrantedPort[]> {
    return this.#ports.update(await this.#usable().getPorts());
  }

  /** @throws ButtplugError `hardware/unavailable` */
  #usable(): WebSerial {
    const { value } = this.#availability;
    if (!value.usable || this.#serial === undefined) {
      throw unavailable(this.name, value.usable ? "This page has no Web Serial." : value.why);
    }
    return this.#serial;
  }
}
