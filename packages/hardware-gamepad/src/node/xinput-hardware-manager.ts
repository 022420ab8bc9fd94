import {
  type Advertisement,
  type Clock,
  type EndpointPlan,
  type HardwareId,
  type Observable,
  type ScanFilters,
  sleep,
  systemClock,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import { connectFailed, fitPlan, HardwareConnection, ListedBus } from "@buttplug-ts/hardware-kit";
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
  readonly #clock: Clock;
  readonly #presenceIntervalMs: number;
  readonly #slots: Promise<readonly XInputSlot[]>;
  readonly #bus: ListedBus;

  constructor(options: XInputHardwareManagerOptions = {}) {
    this.name = options.name ?? "gamepad";
    this.#clock = options.clock ?? systemClock;
    this.#presenceIntervalMs = options.presenceIntervalMs ?? 500;
    const loading = options.binding ? Promise.resolve(options.binding) : loadXInput(this.name);
    this.#slots = loading.then((binding) => slotNumbers.map((slot) => new XInputSlot(slot, binding, this.#clock)));
    this.#bus = new ListedBus({
      name: this.name,
      clock: this.#clock,
      loading: this.#slots,
      list: () => this.#list(),
      intervalMs: options.watchIntervalMs ?? 1_000,
      shutDown: "Gamepads were shut down.",
    });
  }

  get ready(): Promise<void> {
    return this.#bus.ready;
  }

  get availability(): Observable<Availability> {
    return this.#bus.availability;
  }

  watch(arrivals: (advertisement: Advertisement) => void, { signal }: { readonly signal: AbortSignal }): void {
    this.#bus.watch(arrivals, signal);
  }

  scan(_filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    return this.#bus.scan(signal);
  }

  open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    return this.#bus.connections.open(id, signal, () => this.#connect(id, plans));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#bus.close();
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
    const slots = await this.#slots;
    const occupied = await Promise.all(slots.map((slot) => slot.isOccupied()));
    return slots.filter((_, index) => occupied[index]).map(({ id }) => ({ kind: "xinput", id, name: id }));
  }
}
