import type { InputType, OutputType, Range, SerialLine } from "@buttplug-ts/core";

/** What the owner of the devices decided. Ranges are in the steps of the model, before any limit. */
export interface UserConfig {
  /** The part of each output's highest level that no command may exceed, above 0 and up to 1. Positions are not levels. */
  readonly levelCap?: number;
  /**
   * Only devices that an entry allows are connected, also if there is no such entry. It is so anyway if there is one;
   * this keeps it so when the entry that allows cannot be read.
   */
  readonly onlyAllowed?: boolean;
  readonly devices: readonly UserDevice[];
}

/** Which devices an entry is about. What is absent fits any; at least one must be there. */
export interface UserDeviceMatch {
  /** One piece of hardware: the manager's name, a slash, and the manager's id of it, such as `bluetooth/C0:FF:EE:00:00:01`. */
  readonly hardware?: string;
  readonly protocol?: string;
  /** The model's identifier; only with `protocol`. The default model's is empty. */
  readonly identifier?: string;
}

/** What the owner decided about one device, or all devices of a kind. */
export interface UserDevice extends UserDeviceMatch {
  /** The index that clients know it by. Only with `hardware`. */
  readonly index?: number;
  /** Shown instead of the model's name. */
  readonly name?: string;
  /** `deny`: never connected. `allow`: looked for without a scan; if any entry allows, only allowed devices are connected. */
  readonly access?: "allow" | "deny";
  /** Milliseconds between two commits, 0 to 60,000. */
  readonly gapMs?: number;
  /**
   * A serial port cannot say what is at its other end: an entry with `hardware` and `protocol` says it. This is how its
   * line is set up where the protocol's devices have it otherwise. Only with both.
   */
  readonly serial?: Partial<SerialLine>;
  /** By feature index. */
  readonly features?: Readonly<Record<number, UserFeature>>;
}

/** What the owner decided about the outputs and inputs of a feature. */
export interface UserFeature {
  readonly outputs?: { readonly [T in OutputType]?: OutputLimits };
  readonly inputs?: { readonly [T in InputType]?: { readonly enabled?: boolean } };
}

/** Limits of one output. Levels are magnitudes: with [0, 10] an output with a direction takes -10 to 10. */
export interface OutputLimits {
  /** False: the output is hidden from clients and refuses commands. */
  readonly enabled?: boolean;
  /** The lowest and highest step that a command reaches. Clients see the steps between them as 0 to n; a level of 0 stays off. */
  readonly range?: Range;
  /** Positions only: turned around. */
  readonly reverse?: boolean;
  /** The shortest and longest duration in milliseconds; for outputs that take one. */
  readonly durationMs?: Range;
  /** Positions only: steps a second that a move may have at most. */
  readonly maxStepsPerSecond?: number;
  /** Levels only: steps a second that a level may rise. Falling is never held back. */
  readonly maxRisePerSecond?: number;
}
