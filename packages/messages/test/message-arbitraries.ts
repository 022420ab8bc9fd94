import type { MessageTable, Side } from "@buttplug-ts/messages";
import fc from "fast-check";
import { type FieldSpecs, inner, type TypeSpec } from "../src/table.js";

/** A message as it is inside the project. */
export interface InnerMessage {
  readonly type: string;
}

const oddStrings = ["", "__proto__", "constructor", "*", "$&", "unknown", "type", "Id", "0"];
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(...oddStrings),
);
const u32 = integers(0, 0xffff_ffff);
const safe = fc.maxSafeInteger();
const range = fc.tuple(safe, safe).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
// JSON has no -0.
const double = (bounds: fc.DoubleConstraints) => fc.double({ ...bounds, noNaN: true }).map((value) => value + 0);
const scalars: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  u32,
  i32: integers(-0x8000_0000, 0x7fff_ffff),
  errorClass: integers(0, 4),
  bool: fc.boolean(),
  string: text,
  range,
  ranges: fc.array(range, { maxLength: 3 }),
  number: double({ noDefaultInfinity: true }),
  unit: double({ min: 0, max: 1 }),
  percent: integers(0, 100),
  upTo99: integers(0, 99),
  count: integers(1, 0xffff_ffff),
};

function integers(min: number, max: number): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max }));
}

/** Messages of one side, made from what the table declares. */
export function messageOf(table: MessageTable, side: Side): fc.Arbitrary<InnerMessage> {
  const id = side === "client" ? integers(1, 0xffff_ffff) : u32;
  const messages = Object.entries(table.messages).filter(([, spec]) => spec.from === side);
  return fc.oneof(
    ...messages.map(([name, { fields }]) => structValue(table, fields, { type: fc.constant(inner(name)), id })),
  ) as fc.Arbitrary<InnerMessage>;
}

function arbitraryOf(table: MessageTable, type: string): fc.Arbitrary<unknown> {
  const listed = /^(\w+)\[(\+?)\]$/.exec(type);
  if (listed) return fc.array(arbitraryOf(table, listed[1] ?? ""), { minLength: listed[2] ? 1 : 0, maxLength: 3 });
  const keyed = /^(\w+)\{(\w+)\}$/.exec(type);
  if (keyed) return keyedValues(table, keyed[1] ?? "", inner(keyed[2] ?? ""));
  const spec = table.types[type];
  const value = spec ? namedValue(table, spec) : scalars[type];
  if (value === undefined) throw new Error(`no generator for ${type}`);
  return value;
}

/** Objects with numeric keys come back in ascending order. */
function keyedValues(table: MessageTable, item: string, key: string): fc.Arbitrary<unknown> {
  const keyOf = (value: unknown) => (value as Record<string, number>)[key] ?? 0;
  return fc
    .uniqueArray(arbitraryOf(table, item), { maxLength: 3, selector: keyOf })
    .map((values) => values.sort((a, b) => keyOf(a) - keyOf(b)));
}

function namedValue(table: MessageTable, spec: TypeSpec): fc.Arbitrary<unknown> {
  if ("struct" in spec) return structValue(table, spec.struct);
  if ("names" in spec) {
    const known = fc.constantFrom(...spec.names.map(inner));
    return spec.open ? fc.oneof({ weight: 3, arbitrary: known }, unknownName(spec.names)) : known;
  }
  if ("anyOf" in spec) {
    const variants = Object.entries(spec.anyOf).map(([name, fields]) => [inner(name), structValue(table, fields)]);
    return fc.record(Object.fromEntries(variants), { requiredKeys: [] });
  }
  const variants = Object.entries(spec.oneOf).map(([name, fields]) => {
    const withoutSign = Object.entries(fields).filter(([field]) => field !== spec.signField);
    return structValue(table, Object.fromEntries(withoutSign), { type: fc.constant(inner(name)) });
  });
  const known = [...Object.keys(spec.oneOf), ...Object.keys(spec.alias ?? {})];
  return fc.oneof(...variants, fc.record({ type: fc.constant("unknown"), name: unknownName(known) }));
}

function unknownName(known: readonly string[]): fc.Arbitrary<string> {
  const lower = known.map((name) => name.toLowerCase());
  return text.filter((name) => !lower.includes(name.toLowerCase()));
}

function structValue(
  table: MessageTable,
  fields: FieldSpecs,
  more: Record<string, fc.Arbitrary<unknown>> = {},
): fc.Arbitrary<unknown> {
  const entries = Object.entries(fields).map(([name, type]) => [
    inner(name),
    arbitraryOf(table, type.replace(/\?$/, "")),
  ]);
  const optional = Object.keys(fields).filter((name) => fields[name]?.endsWith("?"));
  const all: Record<string, fc.Arbitrary<unknown>> = { ...more, ...Object.fromEntries(entries) };
  return fc.record(all, { requiredKeys: Object.keys(all).filter((name) => !optional.map(inner).includes(name)) });
}
