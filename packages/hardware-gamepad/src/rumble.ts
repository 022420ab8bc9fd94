import { ButtplugError, type Cancel, type Clock, type Endpoint, textOf, withTimeLimit } from "@buttplug-ts/core";
import type { Link } from "@buttplug-ts/hardware-kit";
import { motorSpeeds, writeFailed } from "./motor-speeds.js";
import type { GamepadScope, WebActuator } from "./web-gamepad.js";

/** Short, so that a gamepad does not rumble on for long after a page that hangs. */
const effectMs = 2_000;
const repeatEveryMs = 1_000;
const restLimitMs = 1_000;
const fullSpeed = 0xffff;

export interface RumbleOptions {
  /** The actuator of the gamepad as it is now. Undefined: it left. */
  readonly actuator: () => WebActuator | undefined;
  readonly document: GamepadScope["document"];
  readonly clock: Clock;
  /** The browser does not do it, although nothing speaks against it. */
  readonly onFailed: (why: string) => void;
}

interface Speeds {
  readonly strongMagnitude: number;
  readonly weakMagnitude: number;
}

/**
 * Turns speeds of motors, which last, into effects, which end. In a hidden page gamepads are at rest, as browsers want
 * it; what was not stopped meanwhile goes on when the page is shown again.
 */
export class Rumble implements Link {
  readonly #o: RumbleOptions;
  /** Undefined: at rest. */
  #speeds: Speeds | undefined;
  #cancel: Cancel = () => {};
  readonly #onVisibility = (): void => {
    if (!this.#isHidden) return this.#play();
    this.#cancel();
    void this.#o
      .actuator()
      ?.reset()
      .catch(() => {});
  };

  constructor(options: RumbleOptions) {
    this.#o = options;
    options.document?.addEventListener("visibilitychange", this.#onVisibility);
  }

  async write(endpoint: Endpoint, data: Uint8Array): Promise<void> {
    const { left, right } = motorSpeeds(endpoint, data);
    if (this.#o.actuator() === undefined) throw writeFailed(endpoint, "the gamepad is not there");
    if (left === 0 && right === 0) return this.#rest(endpoint);
    this.#speeds = { strongMagnitude: left / fullSpeed, weakMagnitude: right / fullSpeed };
    this.#play();
  }

  async read(endpoint: Endpoint): Promise<Uint8Array> {
    throw new ButtplugError("hardware/read-failed", "browsers do not tell how full the battery of a gamepad is", {
      details: { endpoint },
    });
  }

  async close(): Promise<void> {
    this.#o.document?.removeEventListener("visibilitychange", this.#onVisibility);
    if (this.#speeds) await this.#rest("tx");
  }

  get #isHidden(): boolean {
    return this.#o.document?.visibilityState === "hidden";
  }

  #play(): void {
    this.#cancel();
    if (this.#speeds === undefined || this.#isHidden) return;
    const actuator = this.#o.actuator();
    if (actuator === undefined) return this.#o.onFailed("the browser does not list the gamepad any more");
    const fail = (why: string) => {
      if (!this.#isHidden) this.#o.onFailed(`the browser did not play the effect: ${why}`);
    };
    actuator.playEffect("dual-rumble", { duration: effectMs, ...this.#speeds }).then(
      (result) => {
        if (result !== "complete" && result !== "preempted") fail(result);
      },
      (error: unknown) => fail(textOf(error)),
    );
    this.#cancel = this.#o.clock.after(repeatEveryMs, () => this.#play());
  }

  async #rest(endpoint: Endpoint): Promise<void> {
    this.#speeds = undefined;
    this.#cancel();
    const { clock, actuator } = this.#o;
    const tooLate = () => writeFailed(endpoint, `the browser did not stop the gamepad within ${restLimitMs} ms`);
    try {
      await withTimeLimit(clock, restLimitMs, undefined, tooLate, async () => actuator()?.reset());
    } catch (error) {
      // Browsers refuse everything in a hidden page, where they stopped the gamepad themselves.
      if (!this.#isHidden) throw error;
    }
  }
}
