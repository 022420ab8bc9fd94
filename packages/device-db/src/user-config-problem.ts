import type { UserDeviceMatch } from "./user-config.js";
import type { Path } from "./user-config-spot.js";

/** Something in a user configuration that cannot be used. */
export interface UserConfigProblem {
  /** Where it stands, as the file has it, such as `devices[1].features.0.vibrate.range`; empty for the whole. */
  readonly path: string;
  /** Counted from 1; absent if there is no text. */
  readonly line?: number;
  /** Counted from 1; absent if there is no text. */
  readonly column?: number;
  /** Names the value and what is expected. One sentence, without the place. */
  readonly message: string;
  /** The devices of the entry, as far as they can be read. `parseUserConfig` keeps them out: their limits are not known. */
  readonly device?: UserDeviceMatch;
}

/** A path as people write it. */
export function textOfPath(path: Path): string {
  return path.reduce<string>((before, key) => {
    if (typeof key === "number") return `${before}[${key}]`;
    if (!/^\w+$/.test(key)) return `${before}[${JSON.stringify(key)}]`;
    return before === "" ? key : `${before}.${key}`;
  }, "");
}
