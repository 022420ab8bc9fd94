import type { Range, SerialLine } from "@buttplug-ts/core";
import { type Reader, type Readers, refuse, type Spot, show, suggestion, within } from "./user-config-spot.js";

/** The largest number on the wire. */
export const highestNumber = 0xffff_ffff;

export const flag: Reader<boolean> = (spot) =>
  typeof spot.value === "boolean" ? spot.value : refuse(spot, `${show(spot.value)} is neither true nor false`);

/** One of these words. */
export function choice<T extends string>(...words: readonly T[]): Reader<T> {
  return (spot) => {
    const word = words.find((one) => one === spot.value);
    const written = typeof spot.value === "string" ? spot.value : "";
    return word ?? refuse(spot, `${show(spot.value)} cannot be used: ${suggestion(written, words)}`);
  };
}

/** One of these numbers. */
export function oneOf<T extends number>(...numbers: readonly T[]): Reader<T> {
  return (spot) =>
    numbers.find((one) => one === spot.value) ??
    refuse(spot, `${show(spot.value)} cannot be used: expected ${numbers.join(" or ")}`);
}

/** Text of at least one letter that fits `pattern`. */
export function text(what: string, pattern: RegExp): Reader<string> {
  return (spot) =>
    typeof spot.value === "string" && pattern.test(spot.value)
      ? spot.value
      : refuse(spot, `${show(spot.value)} cannot be used: expected ${what}`);
}

/** A whole number between these, both included. */
export function whole([low, high]: Range): Reader<number> {
  return (spot) => {
    const { value } = spot;
    const wrong = !isNumber(value)
      ? "is no number"
      : value < low
        ? `is below ${low}`
        : value > high
          ? `is above ${high}`
          : Number.isInteger(value)
            ? undefined
            : "is no whole number";
    if (wrong === undefined) return value as number;
    return refuse(spot, `${show(value)} ${wrong}: expected a whole number from ${low} to ${high}`);
  };
}

/** A number above zero. */
export function positive(high: number): Reader<number> {
  return (spot) => {
    const { value } = spot;
    if (isNumber(value) && value > 0 && value <= high) return value;
    const wrong = !isNumber(value) ? "is no number" : value > high ? `is above ${high}` : "is not above 0";
    return refuse(spot, `${show(value)} ${wrong}: expected a number above 0 and up to ${high}`);
  };
}

/** A lowest and a highest whole number, both between these. */
export function rangeIn(bounds: Range): Reader<Range> {
  const end = whole(bounds);
  return (spot) => {
    const { value } = spot;
    if (!Array.isArray(value) || value.length !== 2) {
      return refuse(spot, `${show(value)} is no range: expected [lowest, highest]`);
    }
    const low = end(within(spot, 0, value[0]));
    const high = end(within(spot, 1, value[1]));
    if (low === undefined || high === undefined) return undefined;
    if (low > high) return refuse(spot, `${show(value)} is reversed: expected [lowest, highest]`);
    return [low, high];
  };
}

/** A lowest and a highest whole number, none below 0. */
export const range: Reader<Range> = rangeIn([0, highestNumber]);

/** How a serial line is set up. */
export const lineReaders: Readers<SerialLine> = {
  baudRate: whole([1, highestNumber]),
  dataBits: oneOf(5, 6, 7, 8),
  parity: choice("none", "even", "odd"),
  stopBits: oneOf(1, 2),
};

function isNumber(value: unknown): value is number {
  return typeof value === "number" && !Number.isNaN(value);
}

/** Every entry of a list, by its place; undefined where it cannot be read. */
export function list<T>(spot: Spot, read: (entry: Spot) => T): readonly T[] | undefined {
  const { value } = spot;
  if (!Array.isArray(value)) return refuse(spot, `${show(value)} is no list: expected [ … ]`);
  return value.map((one: unknown, index) => read(within(spot, index, one)));
}
