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
  connectFailed,
  fitPlan,
  HardwareConnection,
  OpenConnections,
  StableIds,
  unavailable,
} from "@buttplug-ts/hardware-kit";
import { gamepadSupport } from "./gamepad-support.js";
import { Rumble } from "./rumble.js";
import { type GamepadScope, thisPage, type WebActuator, type WebGamepad } from "./web-gamepad.js";

export interface GamepadHardwareManagerOptions {
  /** Default: `gamepad`. */
  readonly name?: string;
  /** Where gamepads are. Default: this page. */
  readonly scope?: GamepadScope;
  /** Default: the system's. */
  readonly clock?: Clock;
}

interface Pad {
  readonly id: HardwareId;
  readonly pad: WebGamepad;
}

/** Gamepads with two motors in a web page. They show themselves to a page when one of their buttons is pressed. */
export class GamepadHardwareManager implements HardwareManager {
  readonly name: string;
  readonly ready: Promise<void> = Promise.resolve();
  readonly #scope: GamepadScope;
  readonly #clock: Clock;
  readonly #availability: ObservableValue<Availability>;
  readonly #connections: OpenConnections;
  readonly #ids = new StableIds<string>();
  readonly #arrivals = new Arrivals();
  readonly #onConnected = ({ gamepad }: { readonly gamepad: WebGamepad }): void => {
    const arrived = this.#pads().find(({ pad }) => pad.index === gamepad.index);
    if (arrived) this.#arrivals.tell(advertisementOf(arrived));
  };

  constructor(options: GamepadHardwareManagerOptions = {}) {
    this.name = options.name ?? "gamepad";
    this.#scope = options.scope ?? thisPage;
    this.#clock = options.clock ?? systemClock;
    this.#availability = new ObservableValue(gamepadSupport(this.#scope));
    this.#connections = new OpenConnections(this.name);
    this.#scope.addEventListener?.("gamepadconnected", this.#onConnected);
  }

  get availability(): Observable<Availability> {
    return this.#availability;
  }

  watch(arrivals: (advertisement: Advertisement) => void, { signal }: { readonly signal: AbortSignal }): void {
    if (this.#availability.value.usable) {
      this.#arrivals.add(arrivals, signal, async () => this.#pads().map(advertisementOf));
    }
  }

  async *scan(_filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    if (signal.aborted) return;
    const { value } = this.#availability;
    if (!value.usable) throw unavailable(this.name, value.why);
    for (const pad of this.#pads()) {
      if (signal.aborted) return;
      yield advertisementOf(pad);
    }
  }

  open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    return this.#connections.open(id, signal, async () => this.#connect(id, plans));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#scope.removeEventListener?.("gamepadconnected", this.#onConnected);
    this.#arrivals.clear();
    await this.#connections.close();
    this.#availability.set({ usable: false, why: "Gamepads were shut down." });
  }

  #connect(id: HardwareId, plans: readonly EndpointPlan[]): HardwareConnection {
    const plan = fitPlan(plans, "xinput");
    if (plan === undefined) throw connectFailed(id, "none of the protocols looked for is one of gamepads");
    const found = this.#pads().find((each) => each.id === id);
    if (found === undefined) throw connectFailed(id, "it is not there; press one of its buttons");
    const { index } = found.pad;
    const link = new Rumble({
      actuator: () =>
        this.#pads().find(({ pad }) => pad.index === index && pad.id === found.pad.id)?.pad.vibrationActuator ??
        undefined,
      document: this.#scope.document,
      clock: this.#clock,
      onFailed: (why) => connection.lost(why, "failure"),
    });
    const endpoints = plan.endpoints.filter((endpoint) => endpoint === "tx" || endpoint === "rx");
    const connection = new HardwareConnection({ id, plan, endpoints, link, clock: this.#clock });
    const onGone = ({ gamepad }: { readonly gamepad: WebGamepad }) => {
      if (gamepad.index === index) connection.lost("the gamepad was unplugged or switched off");
    };
    this.#scope.addEventListener?.("gamepaddisconnected", onGone);
    void connection.closed.then(() => this.#scope.removeEventListener?.("gamepaddisconnected", onGone));
    return connection;
  }

  /** The gamepads that rumble. */
  #pads(): readonly Pad[] {
    const pads = (this.#scope.navigator?.getGamepads?.() ?? []).filter(canRumble);
    const keyOf = ({ index, id }: WebGamepad) => `${index} ${id}`;
    const ids = this.#ids.assign(pads.map((pad) => ({ key: keyOf(pad), name: pad.id })));
    return pads.map((pad) => ({ pad, id: ids.get(keyOf(pad)) ?? pad.id }));
  }
}

function canRumble(pad: WebGamepad | null): pad is WebGamepad & { readonly vibrationActuator: WebActuator } {
  const actuator = pad?.vibrationActuator;
  return actuator != null && (actuator.effects?.includes("dual-rumble") ?? true);
}

function advertisementOf({ id, pad }: Pad): Advertisement {
  return { kind: "xinput", id, name: pad.id };
}
