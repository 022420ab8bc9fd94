import {
  type Advertisement,
  ButtplugError,
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
  systemClock,
  textOf,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import { Arrivals, connectFailed, fitPlan, OpenConnections, unavailable } from "@buttplug-ts/hardware-kit";
import { checkTimes } from "./check-times.js";
import type { ConnectToy } from "./connect-answers.js";
import { ConnectApp, type ConnectAppOptions } from "./connect-app.js";
import { LovenseCloud } from "./lovense-cloud.js";

/** Where a {@link LovenseConnectHardwareManager} finds apps, and how it asks them. */
export interface LovenseConnectHardwareManagerOptions {
  /** Unique among the managers of a server. Default: `lovense-connect`. */
  readonly name?: string;
  /** Addresses that the app shows, such as `http://192.168.1.5:20010`. Default: none. */
  readonly hosts?: readonly string[];
  /**
   * Whether a scan asks Lovense's server, https://api.lovense.com, for apps at the same internet address. Lovense then
   * learns that somebody at this address uses such software, and when. Default: false.
   */
  readonly cloud?: boolean;
  /** The time between two questions to an app, in milliseconds. The real app crashes below the default, 1,000. */
  readonly pollMs?: number;
  /** How long one request may take, in milliseconds. Default: 2,000. */
  readonly requestLimitMs?: number;
  /**
   * How often `hosts` are asked again while none answers, and any app that fell silent while a toy of it was in use, in
   * milliseconds. Default: 10,000.
   */
  readonly retryMs?: number;
  /** Default: the platform's. */
  readonly fetch?: typeof fetch;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Default: silent. */
  readonly logger?: Logger;
}

const noAddress =
  "No address of a Lovense Connect app is known. Give the one that the app shows as an option, or allow asking Lovense for it.";

/** Lovense toys through the app Lovense Connect on a phone or computer in the same network. */
export class LovenseConnectHardwareManager implements HardwareManager {
  readonly name: string;
  readonly ready: Promise<void>;
  readonly #appOptions: ConnectAppOptions;
  readonly #availability = new ObservableValue<Availability>(not("The Lovense Connect app has not been asked yet."));
  readonly #connections: OpenConnections;
  /** Every app that was ever heard of: an app remembers when it may be asked again. */
  readonly #apps = new Map<string, ConnectApp>();
  readonly #given: readonly ConnectApp[];
  /** Apps that Lovense's server named, without those that failed since. */
  #named: readonly ConnectApp[] = [];
  readonly #cloud: LovenseCloud | undefined;
  readonly #arrivals = new Arrivals();

  /** @throws ButtplugError `usage/invalid-argument` for hosts and times that cannot be */
  constructor(options: LovenseConnectHardwareManagerOptions = {}) {
    const { name = "lovense-connect", hosts = [] } = options;
    this.name = name;
    const { pollMs = 1_000, requestLimitMs = 2_000, retryMs = 10_000, clock = systemClock } = options;
    checkTimes({ pollMs, requestLimitMs, retryMs });
    this.#connections = new OpenConnections(name);
    const { signal } = this.#connections;
    const requests = { fetch: options.fetch ?? fetch, clock, requestLimitMs, signal };
    const onReturned = (toy: ConnectToy) => this.#arrivals.tell(advertisementOf(toy));
    this.#appOptions = { ...requests, pollMs, onListing: (app) => this.#heardOf(app), onReturned };
    const logger = options.logger ?? silentLogger;
    this.#cloud = options.cloud ? new LovenseCloud({ ...requests, retryMs, logger }) : undefined;
    this.#given = [...new Set(hosts.map(originOf))].map((address) => this.#app(address));
    this.ready = this.#begin(retryMs);
  }

  get availability(): Observable<Availability> {
    return this.#availability;
  }

  /**
   * Reports toys that were let go while their app was silent, once it speaks again: they may have run on. Others need a
   * scan.
   */
  watch(arrivals: (advertisement: Advertisement) => void, { signal }: { readonly signal: AbortSignal }): void {
    if (!this.#connections.disposed) this.#arrivals.add(arrivals, signal, async () => []);
  }

  async *scan(_filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    if (signal.aborted) return;
    const { value } = this.#availability;
    if (!value.usable) throw unavailable(this.name, value.why);
    const found = await unlessAborted(signal, this.#list());
    for (const { toy } of found ?? []) {
      if (toy.isConnected && !signal.aborted) yield advertisementOf(toy);
    }
  }

  open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    return this.#connections.open(id, signal, async () => {
      const plan = fitPlan(plans, "lovense-connect");
      if (!plan) throw connectFailed(id, "toys in the app need a plan for Lovense Connect");
      const all = await this.#list().catch((error: unknown) => {
        throw connectFailed(id, textOf(error), error);
      });
      const found = all.find(({ toy }) => toy.id === id && toy.isConnected);
      if (!found) throw connectFailed(id, "it is not connected to a Lovense Connect app");
      return found.app.open(found.toy, plan);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#connections.disposed) return;
    this.#arrivals.clear();
    await this.#connections.close();
    this.#availability.set(not("The search for Lovense Connect apps was shut down."));
  }

  async #begin(retryMs: number): Promise<void> {
    if (!this.#cloud) await Promise.all(this.#given.map((app) => app.list()));
    this.#assess();
    if (this.#cloud || this.#given.length > 0) void this.#keepAsking(retryMs);
  }

  async #keepAsking(retryMs: number): Promise<void> {
    const { clock, signal } = this.#appOptions;
    while (!signal.aborted) {
      await sleep(clock, retryMs, signal).catch(() => {});
      const { usable } = this.#availability.value;
      const wanted = [...this.#apps.values()].filter((app) => app.isMissed || (!usable && this.#given.includes(app)));
      await Promise.all(wanted.map((app) => app.list()));
    }
  }

  /** @throws ButtplugError `hardware/unavailable` if no app answers */
  async #list(): Promise<readonly FoundToy[]> {
    if (this.#cloud && this.#named.length === 0) {
      const named = (await this.#cloud.hosts()).map((address) => this.#app(address));
      this.#named = named.filter((app) => !this.#given.includes(app));
    }
    const apps = [...this.#given, ...this.#named];
    const listings = await Promise.all(apps.map(async (app) => ({ app, ...(await app.list()) })));
    if (listings.every(({ toys }) => toys === undefined)) throw unavailable(this.name, this.#whyNone(apps));
    return listings.flatMap(({ app, toys = [] }) => toys.map((toy) => ({ app, toy })));
  }

  #whyNone(apps: readonly ConnectApp[]): string {
    const [app] = apps;
    if (app) return doesNotAnswer(app);
    const text = "No Lovense Connect app is known in this network. Open the app, or give the address that it shows.";
    return `${this.#cloud?.complaint ?? ""} ${text}`.trim();
  }

  #app(address: string): ConnectApp {
    const app = this.#apps.get(address) ?? new ConnectApp(address, this.#appOptions);
    this.#apps.set(address, app);
    return app;
  }

  #heardOf(app: ConnectApp): void {
    if (app.listing.failed !== undefined) this.#named = this.#named.filter((each) => each !== app);
    this.#assess();
  }

  #assess(): void {
    if (this.#connections.disposed) return;
    const { value } = this.#availability;
    const [first] = this.#given;
    if (this.#cloud || this.#given.some(({ listing }) => listing.toys)) {
      if (!value.usable) this.#availability.set({ usable: true });
      return;
    }
    const why = first ? doesNotAnswer(first) : noAddress;
    if (value.usable || value.why !== why) this.#availability.set(not(why));
  }
}

interface FoundToy {
  readonly app: ConnectApp;
  readonly toy: ConnectToy;
}

function advertisementOf({ id, name }: ConnectToy): Advertisement {
  return { kind: "lovense-connect", id, name };
}

function not(why: string): Availability {
  return { usable: false, why };
}

function doesNotAnswer({ address, listing }: ConnectApp): string {
  const help = address.startsWith("https:")
    ? "Open the app, and give its address with http:// and the port for that, such as http://192.168.1.5:20010, because its certificate is not for IP addresses"
    : "Open the app, keep its phone from sleeping, and see that it is in the same network and shows this address";
  return `The Lovense Connect app does not answer at ${address}: ${listing.failed}. ${help}.`;
}

function originOf(host: string): string {
  const url = URL.canParse(host) ? new URL(host) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  const text = `${JSON.stringify(host)} is no address of an app: expected something like http://192.168.1.5:20010`;
  throw new ButtplugError("usage/invalid-argument", text, { details: { argument: "hosts" } });
}

function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const unlisten = onAbort(signal, () => resolve(undefined));
    void work.then(resolve, reject).finally(unlisten);
  });
}
