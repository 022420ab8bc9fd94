import { ButtplugError, type Range } from "@buttplug-ts/core";

/**
 * How strong. A number is a fraction of full strength: 0 to 1, or −1 to 1 where the output has a direction. `{ steps }`
 * is an exact step inside the output's range.
 */
export type Level = number | { readonly steps: number };

/** Fractions of a step up to this one count as rest (behaviour 8.7). */
const restLimit = 1e-6;

/**
 * The step that a level means in `range`: away from zero, as the reference client rounds.
 * @throws ButtplugError `device/value-out-of-range`.
 */
export function toStep(level: Level, range: Range): number {
  if (typeof level !== "number") return checkInteger(level?.steps, range, "");
  const [low, high] = range;
  const lowest = low < 0 ? -1 : 0;
  if (!(level >= lowest && level <= 1)) throw outOfRange(level, [lowest, 1], "a fraction");
  const exact = level * high;
  if (exact > restLimit) return checkInteger(Math.ceil(exact), range, "");
  return checkInteger(level < 0 ? Math.floor(level * -low) : 0, range, "");
}

/** `value` if it is an integer inside `range`; `unit` is for the error. */
export function checkInteger(value: number, range: Range, unit: string): number {
  if (Number.isInteger(value) && value >= range[0] && value <= range[1]) return value;
  throw outOfRange(value, range, `an integer${unit}`);
}

function outOfRange(value: number, range: Range, expected: string): ButtplugError {
  return new ButtplugError(
    "device/value-out-of-range",
    `${value} is out of range: expected ${expected} from ${range[0]} to ${range[1]}`,
    { details: { value, range } },
  );
}
