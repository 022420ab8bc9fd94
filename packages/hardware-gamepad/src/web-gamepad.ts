/** What this package uses of the Gamepad API (https://w3c.github.io/gamepad/), so that users need no types of it. */
export interface WebGamepad {
  /** The browser's name of the model. Two of a kind have the same. */
  readonly id: string;
  readonly index: number;
  readonly vibrationActuator?: WebActuator | null;
}

export interface WebActuator {
  /** Absent in Safari, where an actuator always has two motors. */
  readonly effects?: readonly string[];
  /** Settles when the effect is over or another one took its place. */
  playEffect(
    type: "dual-rumble",
    effect: {
      /** In milliseconds; Chromium takes at most 5,000. */
      readonly duration: number;
      /** The heavy motor with the low frequency, 0 to 1. */
      readonly strongMagnitude: number;
      /** The light motor with the high frequency, 0 to 1. */
      readonly weakMagnitude: number;
    },
  ): Promise<string>;
  reset(): Promise<string>;
}

type GamepadEventType = "gamepadconnected" | "gamepaddisconnected";
type GamepadListener = (event: { readonly gamepad: WebGamepad }) => void;

/** The parts of a page that gamepads have to do with. */
export interface GamepadScope {
  readonly isSecureContext?: boolean;
  readonly navigator?: { getGamepads?(): readonly (WebGamepad | null)[] };
  readonly Gamepad?: { readonly prototype: object };
  readonly document?: {
    readonly visibilityState: string;
    addEventListener(type: "visibilitychange", listener: () => void): void;
    removeEventListener(type: "visibilitychange", listener: () => void): void;
  };
  addEventListener?(type: GamepadEventType, listener: GamepadListener): void;
  removeEventListener?(type: GamepadEventType, listener: GamepadListener): void;
}

export const thisPage = globalThis as GamepadScope;
