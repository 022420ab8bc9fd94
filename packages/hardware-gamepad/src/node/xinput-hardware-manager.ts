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
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import {
  connectFailed,
  fitPlan,
  HardwareConnection,
  OpenConnections,
  unavailable,
  watchPresence,
} from "@buttplug-ts/hardware-kit";
import { loadXInput, type XInputBinding } from "./xinput-binding.js";
import { XInputSlot } from "./xinput-slot.js";

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

const slotNumbers = [0, 1, 2, 3];

/** Gamepads on Windows: Xbox controllers and what poses as one. Four at most. */
export class XInputHardwareManager implements HardwareManager {
  readonly name: string;
  readonly ready: Promise<void>;
  readonly #clock: Clock;
  readonly #watchIntervalMs: number;
  readonly #presenceIntervalMs: number;
  readonly #availability = new ObservableValue<Availability>({ usable: false, why: "It is still finding out." });
  readonly #connections: OpenConnections;
  readonly #slots: Promise<readonly XInputSlot[]>;

  constructor(options: XInputHardwareManagerOptions = {}) {
    this.name = options.name ?? "gamepad";
    this.#clock = options.clock ?? systemClock;
    this.#watchIntervalMs = options.watchIntervalMs ?? 1_000;
    this.#presenceIntervalMs = options.presenceIntervalMs ?? 500;
    this.#connections = new OpenConnections(this.name);
    const loading = options.binding ? Promise.resolve(options.binding) : loadXInput(this.name);
    this.#slots = loading.then((binding) => slotNumbers.map((slot) => new XInputSlot(slot, binding, this.#clock)));
    this.ready = this.#slots.then(
      () => this.#say({ usable: true }),
      (error: unknown) => this.#say({ usable: false, why: textOf(error) }),
    );
  }

  get availability(): Observable<Availability> {
    return this.#availability;
  }

  watch(arrivals: (advertisement: Advertisement) => void, options: { readonly signal: AbortSignal }): void {
    const watching = async () => {
      await this.#slots;
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
    return this.#connections.open(id, signal, () => this.#connect(id, plans));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connections.close();
    this.#availability.set({ usable: false, why: "Gamepads were shut down." });
  }

  async #connect(id: HardwareId, plans: readonly EndpointPlan[]): Promise<HardwareConnection> {
    const plan = fitPlan(plans, "xinput");
    if (plan === undefined) throw connectFailed(id, "none of the protocols looked for is one of gamepads");
    const slot = (await this.#slots).find((each) => each.id === id);
    if (slot === undefined || !(await slot.isOccupied()))
      throw connectFailed(id, "it is not switched on, or its driver hangs");
    const endpoints = plan.endpoints.filter((endpoint) => endpoint === "tx" || endpoint === "rx");
    const connection = new HardwareConnection({ id, plan, endpoints, link: slot, clock: this.#clock });
    void this.#watchOver(connection, slot);
    return connection;
  }

  async #watchOver(connection: HardwareConnection, slot: XInputSlot): Promise<void> {
    const closed = new AbortController();
    void connection.closed.then(() => closed.abort());
    while (!closed.signal.aborted) {
      await sleep(this.#clock, this.#presenceIntervalMs, closed.signal).catch(() => {});
      if (closed.signal.aborted || (await slot.isOccupied())) continue;
      connection.lost("the gamepad was unplugged or switched off");
    }
  }

  async #list(): Promise<readonly Advertisement[]> {
    if (this.#connections.disposed) throw unavailable(this.name, "Gamepads were shut down.");
    const slots = await this.#slots;
    const occupied = await Promise.all(slots.map((slot) => slot.isOccupied()));
    return slots.filter((_, index) => occupied[index]).map(({ id }) => ({ kind: "xinput", id, name: id }));
  }

  #say(availability: Availability): void {
    if (!this.#connections.disposed) this.#availability.set(availability);
  }
}
