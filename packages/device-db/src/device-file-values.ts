import type { Range, UsbPair } from "@buttplug-ts/core";
import { type Reader, type Readers, readObject, refuse, type Spot, show } from "./user-config-spot.js";
import { highestNumber, list, rangeIn, text, whole } from "./user-config-values.js";

/** Steps of an output or an input. Below zero is the other direction. */
export const stepsRange: Reader<Range> = rangeIn([-0x8000_0000, 0x7fff_ffff]);

export const anyText: Reader<string> = text("text of at least one letter", /[\s\S]/);
export const gap: Reader<number> = whole([0, 60_000]);
export const index: Reader<number> = whole([0, highestNumber]);
export const company: Reader<number> = whole([0, 0xffff]);
export const usbNumber: Reader<number> = whole([0, 0xffff]);

/** A name that is advertised. */
export const advertisedName: Reader<string> = text("letters, with a star at most at the end", /^[^*]+\*?$/);

const baseUuid = "-0000-1000-8000-00805f9b34fb";
const uuidPattern = /^(?:[\da-f]{4}|[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})$/i;

/** A UUID as the database has it: lower-case and 128 bits long. */
export const uuid: Reader<string> = (spot) => {
  const read = text("a UUID, or four digits of one", uuidPattern)(spot);
  return read && fullUuid(read);
};

function fullUuid(read: string): string {
  return (read.length === 4 ? `0000${read}${baseUuid}` : read).toLowerCase();
}

/** A key that has no meaning here. */
export const ignored: Reader<never> = () => undefined;

/** Like `read`, with another form of what was read. */
export function mapped<A, B>(read: Reader<A>, map: (value: A) => B): Reader<B> {
  return (spot) => {
    const value = read(spot);
    return value === undefined ? undefined : map(value);
  };
}

/** A list of at least one entry, without those that cannot be read. */
export function some<T>(read: Reader<T>): Reader<readonly T[]> {
  return (spot) => {
    const entries = list(spot, read);
    if (entries?.length === 0) return refuse(spot, "the list is empty: leave it out, or put something in");
    return entries?.filter((entry) => entry !== undefined);
  };
}

/** An object that is of no use without the keys in `needed`. */
export function complete<T extends object>(readers: Readers<T>, needed: readonly (keyof T & string)[]): Reader<T> {
  return (spot) => {
    const read = readObject<T>(spot, readers);
    const missing = read && needed.filter((key) => !hasKey(spot, key));
    if (missing?.length)
      refuse(spot, `${missing.map(show).join(" and ")} ${missing.length > 1 ? "are" : "is"} missing`);
    return read && needed.every((key) => read[key] !== undefined) ? (read as T) : undefined;
  };
}

function hasKey({ value }: Spot, key: string): boolean {
  return (value as Readonly<Record<string, unknown>>)[key] !== undefined;
}

/** The numbers of devices on USB, under the names that a format gives to the two. */
export function usbPairs(vendorKey: string, productKey: string): Reader<readonly UsbPair[]> {
  const read = complete<Record<string, number>>({ [vendorKey]: usbNumber, [productKey]: usbNumber }, [
    vendorKey,
    productKey,
  ]);
  return some(mapped(read, (pair) => ({ vendor: pair[vendorKey] ?? 0, product: pair[productKey] ?? 0 })));
}
