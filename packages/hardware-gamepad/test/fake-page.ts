import type { Clock } from "@buttplug-ts/core";
import type { GamepadScope, WebActuator, WebGamepad } from "../src/index.js";

type EventType = "gamepadconnected" | "gamepaddisconnected";
type Listener = (event: { readonly gamepad: WebGamepad }) => void;

/** A page with gamepads in memory, at the places that browsers give them. */
export class FakePage implements GamepadScope {
  readonly isSecureContext = true;
  readonly pads: (FakePad | null)[];
  readonly document = new FakeDocument();
  readonly #listeners = { gamepadconnected: new Set<Listener>(), gamepaddisconnected: new Set<Listener>() };
  readonly navigator = { getGamepads: (): readonly (WebGamepad | null)[] => this.#snapshot() };

  constructor(pads: readonly (FakePad | null)[]) {
    this.pads = [...pads];
  }

  get listeners(): number {
    return this.#listeners.gamepadconnected.size + this.#listeners.gamepaddisconnected.size + this.document.listeners;
  }

  addEventListener(type: EventType, listener: Listener): void {
    this.#listeners[type].add(listener);
  }

  removeEventListener(type: EventType, listener: Listener): void {
    this.#listeners[type].delete(listener);
  }

  unplug(pad: FakePad): void {
    const index = this.pads.indexOf(pad);
    this.pads[index] = null;
    pad.motorsOff();
    this.#tell("gamepaddisconnected", { id: pad.id, index });
  }

  plug(pad: FakePad, index: number): void {
    this.pads[index] = pad;
    this.#tell("gamepadconnected", { id: pad.id, index, vibrationActuator: pad.vibrationActuator });
  }

  #tell(type: EventType, gamepad: WebGamepad): void {
    for (const listener of [...this.#listeners[type]]) listener({ gamepad });
  }

  /** Browsers give new objects each time. */
  #snapshot(): (WebGamepad | null)[] {
    return this.pads.map((pad, index) => pad && { id: pad.id, index, vibrationActuator: pad.vibrationActuator });
  }
}

class FakeDocument {
  visibilityState = "visible";
  readonly #listeners = new Set<() => void>();

  get listeners(): number {
    return this.#listeners.size;
  }

  addEventListener(_type: "visibilitychange", listener: () => void): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: "visibilitychange", listener: () => void): void {
    this.#listeners.delete(listener);
  }

  show(visibilityState: "visible" | "hidden"): void {
    this.visibilityState = visibilityState;
    for (const listener of [...this.#listeners]) listener();
  }
}

/** A gamepad with two motors that obeys as Chromium lets it. */
export class FakePad {
  readonly id: string;
  readonly vibrationActuator: WebActuator | null;
  /** The speeds of both motors as XInput has them, at each effect. */
  readonly bytes: number[] = [];
  /** What arrived, in words: `at strong weak` and `at reset`. */
  readonly log: string[] = [];
  /** Speeds now, in percent. */
  speeds = "0 0";
  /** What effects end with. Default: they play. */
  refusal: string | DOMException | undefined;
  resetHangs = false;
  readonly #clock: Clock;
  #end: (result: string) => void = () => {};

  constructor(clock: Clock, options: { readonly id?: string; readonly effects?: readonly string[] | null } = {}) {
    const { id = "Xbox 360 Controller (STANDARD GAMEPAD Vendor: 045e Product: 028e)", effects } = options;
    this.id = id;
    this.#clock = clock;
    const actuator: WebActuator = {
      playEffect: (_, effect) => this.#play(effect),
      reset: () => this.#reset(),
    };
    this.vibrationActuator = effects === null ? null : effects ? { ...actuator, effects } : actuator;
  }

  motorsOff(): void {
    this.speeds = "0 0";
    this.#end("preempted");
  }

  async #play({ duration, strongMagnitude, weakMagnitude }: Parameters<WebActuator["playEffect"]>[1]): Promise<string> {
    if (this.refusal instanceof DOMException) throw this.refusal;
    if (this.refusal !== undefined) return this.refusal;
    if (duration > 5_000) return "invalid-parameter";
    const words = [strongMagnitude, weakMagnitude].map((magnitude) => Math.round(magnitude * 0xffff));
    this.bytes.push(...words.flatMap((word) => [word & 0xff, word >> 8]));
    this.motorsOff();
    this.speeds = words.map((word) => Math.round((word / 0xffff) * 100)).join(" ");
    this.log.push(`${this.#clock.now()} ${this.speeds}`);
    return new Promise((resolve) => {
      const cancel = this.#clock.after(duration, () => {
        this.speeds = "0 0";
        resolve("complete");
      });
      this.#end = (result) => {
        cancel();
        resolve(result);
      };
    });
  }

  async #reset(): Promise<string> {
    if (this.resetHangs) return new Promise(() => {});
    if (this.refusal instanceof DOMException) throw this.refusal;
    this.motorsOff();
    this.log.push(`${this.#clock.now()} reset`);
    return "complete";
  }
}
