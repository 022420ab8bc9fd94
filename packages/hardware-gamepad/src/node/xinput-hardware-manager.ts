import {
  type Advertisement,
  type Clock,
  type EndpointPlan,
  type HardwareId,
  type Observable,
  ObservableValue,
  type ScanFilters,
  sleep,
  systemClock,
  textOf,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import {
  connectFailed,
  fitPlan,
  HardwareConnection,
  OpenConnections,
  OperationQueue,
  unavailable,
  watchPresence,
} from "@buttplug-ts/hardware-kit";
import { loadXInput, type XInputBinding } from "./xinput-binding.js";
import { XInputLink } from "./xinput-link.js";

export interface XInputHardwareManagerOptions {
  /** Default: `gamepad`. */
  readonly name?: string;
  /** How often it looks for gamepads that were switched on, in milliseconds. Default: 1,000. */
  readonly watchIntervalMs?: number;
  /** How often it looks whether a connected gamepad is still there, in milliseconds. Default: 500. */
  readonly presenceIntervalMs?: number;
  /** Default: XInput of Windows through the package `koffi`, which is to be installed beside this one. */
  readonly binding?: XInputBinding;
  /** Default: the system's. */
  readonly clock?: Clock;
}

const slots = [0, 1, 2, 3];
const openLimitMs = 5_000;

/** Gamepads on Windows: Xbox controllers and what poses as one. Four at most. */
export class XInputHardwareManager implements HardwareManager {
  readonly name: string;
  readonly ready: Promise<void>;
  readonly #clock: Clock;
  readonly #watchIntervalMs: number;
  readonly #presenceIntervalMs: number;
  readonly #availability = new ObservableValue<Availability>({ usable: false, why: "It is still finding out." });
  readonly #connections: OpenConnections;
  readonly #calls = new OperationQueue();
  readonly #loading: Promise<XInputBinding>;

  constructor(options: XInputHardwareManagerOptions = {}) {
    this.name = options.name ?? "gamepad";
    this.#clock = options.clock ?? systemClock;
    this.#watchIntervalMs = options.watchIntervalMs ?? 1_000;
    this.#presenceIntervalMs = options.presenceIntervalMs ?? 500;
    this.#connections = new OpenConnections(this.name);
    this.#loading = options.binding ? Promise.resolve(options.binding) : loadXInput(this.name);
    this.ready = this.#loading.then(
      () => this.#say({ usable: true }),
      (error: unknown) => this.#say({ usable: false, why: textOf(error) }),
    );
  }

  get availability(): Observable<Availability> {
    return this.#availability;
  }

  watch(arrivals: (advertisement: Advertisement) => void, options: { readonly signal: AbortSignal }): void {
    const watching = async () => {
      await this.#loading;
      await watchPresence({
        list: () => this.#list(),
        intervalMs: this.#watchIntervalMs,
        clock: this.#clock,
        signal: AbortSignal.any([options.signal, this.#connections.signal]),
        onArrived: arrivals,
      });
    };
    // Without XInput there is nothing to watch, and `availability` says so.
    void watching().catch(() => {});
  }

  async *scan(_filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    if (signal.aborted) return;
    for (const advertisement of await this.#list()) {
      if (signal.aborted) return;
      yield advertisement;
    }
  }

  open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    const tooLate = () => connectFailed(id, `it did not open within ${openLimitMs} ms`);
    return withTimeLimit(this.#clock, openLimitMs, signal, tooLate, (limited) =>
      this.#connections.open(id, limited, () => this.#connect(id, plans)),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connections.close();
    this.#availability.set({ usable: false, why: "Gamepads were shut down." });
  }

  async #connect(id: HardwareId, plans: readonly EndpointPlan[]): Promise<HardwareConnection> {
    const plan = fitPlan(plans, "xinput");
    if (plan === undefined) throw connectFailed(id, "none of the protocols looked for is one of gamepads");
    const slot = slots.find((each) => idOf(each) === id);
    const binding = await this.#loading;
    if (slot === undefined || !(await this.#isThere(binding, slot))) throw connectFailed(id, "it is not switched on");
    const link = new XInputLink({ binding, calls: this.#calls, slot, clock: this.#clock });
    const endpoints = plan.endpoints.filter((endpoint) => endpoint === "tx" || endpoint === "rx");
    const connection = new HardwareConnection({ id, plan, endpoints, link, clock: this.#clock });
    void this.#watchOver(connection, binding, slot);
    return connection;
  }

  async #watchOver(connection: HardwareConnection, binding: XInputBinding, slot: number): Promise<void> {
    const closed = new AbortController();
    void connection.closed.then(() => closed.abort());
    while (!closed.signal.aborted) {
      await sleep(this.#clock, this.#presenceIntervalMs, closed.signal).catch(() => {});
      if (closed.signal.aborted || (await this.#isThere(binding, slot))) continue;
      connection.lost("the gamepad was unplugged or switched off");
    }
  }

  async #isThere(binding: XInputBinding, slot: number): Promise<boolean> {
    const result = await this.#calls.run(() => binding.getState(slot)).catch(() => -1);
    return result === 0;
  }

  async #list(): Promise<readonly Advertisement[]> {
    if (this.#connections.disposed) throw unavailable(this.name, "Gamepads were shut down.");
    const binding = await this.#loading;
    const found: Advertisement[] = [];
    for (const slot of slots) {
      if (await this.#isThere(binding, slot)) found.push({ kind: "xinput", id: idOf(slot), name: idOf(slot) });
    }
    return found;
  }

  #say(availability: Availability): void {
    if (!this.#connections.disposed) this.#availability.set(availability);
  }
}

/** As other servers name them. */
function idOf(slot: number): HardwareId {
  return `XInputController${slot + 1}`;
}
