import { isButtplugError } from "@buttplug-ts/core";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ClientMessage,
  decodeFrame,
  encodeFrame,
  jsonSchemaOf,
  type MessageTable,
  recoverId,
  type ServerMessage,
  type Side,
  v4,
  v4Codec,
} from "./index.js";
import { type FieldSpecs, inner, type TypeSpec } from "./table.js";

const table: MessageTable = v4;
const sides = ["client", "server"] as const;
const codec: Record<Side, (value: unknown) => ClientMessage | ServerMessage> = {
  client: v4Codec.decodeClientMessage,
  server: v4Codec.decodeServerMessage,
};

const oddStrings = ["", "__proto__", "constructor", "*", "$&", "unknown", "type", "Id", "0"];
const text = fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.constantFrom(...oddStrings));
const u32 = integers(0, 0xffff_ffff);
const safe = fc.maxSafeInteger();
const range = fc.tuple(safe, safe).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
const scalars: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  u32,
  i32: integers(-0x8000_0000, 0x7fff_ffff),
  errorClass: integers(0, 4),
  bool: fc.boolean(),
  string: text,
  range,
  ranges: fc.array(range, { maxLength: 3 }),
};

function integers(min: number, max: number): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max }));
}

/** Values as they are inside, by what the table declares. */
function arbitraryOf(type: string): fc.Arbitrary<unknown> {
  if (type.endsWith("[]")) return fc.array(arbitraryOf(type.slice(0, -2)), { maxLength: 3 });
  const keyed = /^(\w+)\{(\w+)\}$/.exec(type);
  if (keyed) return keyedValues(keyed[1] ?? "", inner(keyed[2] ?? ""));
  const spec = table.types[type];
  const value = spec ? namedValue(spec) : scalars[type];
  if (value === undefined) throw new Error(`no generator for ${type}`);
  return value;
}

/** Objects with numeric keys come back in ascending order. */
function keyedValues(item: string, key: string): fc.Arbitrary<unknown> {
  const keyOf = (value: unknown) => (value as Record<string, number>)[key] ?? 0;
  return fc
    .uniqueArray(arbitraryOf(item), { maxLength: 3, selector: keyOf })
    .map((values) => values.sort((a, b) => keyOf(a) - keyOf(b)));
}

function namedValue(spec: TypeSpec): fc.Arbitrary<unknown> {
  if ("struct" in spec) return structValue(spec.struct);
  if ("names" in spec) {
    const known = fc.constantFrom(...spec.names.map(inner));
    return spec.open ? fc.oneof({ weight: 3, arbitrary: known }, unknownName(spec.names)) : known;
  }
  if ("anyOf" in spec) {
    const variants = Object.entries(spec.anyOf).map(([name, fields]) => [inner(name), structValue(fields)]);
    return fc.record(Object.fromEntries(variants), { requiredKeys: [] });
  }
  const variants = Object.entries(spec.oneOf).map(([name, fields]) => {
    const withoutSign = Object.entries(fields).filter(([field]) => field !== spec.signField);
    return structValue(Object.fromEntries(withoutSign), { type: fc.constant(inner(name)) });
  });
  const known = [...Object.keys(spec.oneOf), ...Object.keys(spec.alias ?? {})];
  return fc.oneof(...variants, fc.record({ type: fc.constant("unknown"), name: unknownName(known) }));
}

function unknownName(known: readonly string[]): fc.Arbitrary<string> {
  const lower = known.map((name) => name.toLowerCase());
  return text.filter((name) => !lower.includes(name.toLowerCase()));
}

function structValue(fields: FieldSpecs, more: Record<string, fc.Arbitrary<unknown>> = {}): fc.Arbitrary<unknown> {
  const entries = Object.entries(fields).map(([name, type]) => [inner(name), arbitraryOf(type.replace(/\?$/, ""))]);
  const optional = Object.keys(fields).filter((name) => fields[name]?.endsWith("?"));
  const all: Record<string, fc.Arbitrary<unknown>> = { ...more, ...Object.fromEntries(entries) };
  return fc.record(all, { requiredKeys: Object.keys(all).filter((name) => !optional.map(inner).includes(name)) });
}

function messageOf(side: Side): fc.Arbitrary<ClientMessage | ServerMessage> {
  const id = side === "client" ? integers(1, 0xffff_ffff) : u32;
  const messages = Object.entries(table.messages).filter(([, spec]) => spec.from === side);
  return fc.oneof(
    ...messages.map(([name, { fields }]) => structValue(fields, { type: fc.constant(inner(name)), id })),
  ) as fc.Arbitrary<ClientMessage | ServerMessage>;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What a message looks like after it travelled as text. */
function travelled(message: ClientMessage | ServerMessage): Json {
  return JSON.parse(JSON.stringify(v4Codec.encode(message))) as Json;
}

const words = [...Object.keys(v4.messages), ...wordsIn(v4.types), "Id", "RSSI", "rssi", "vibrate", "Features"];
function wordsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.filter((item) => typeof item === "string");
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [key, ...wordsIn(part)]);
}

const word = fc.oneof(fc.constantFrom(...words), text);
const numbers = fc.constantFrom(0, -1, 1, 4, 5, 0.5, 2 ** 31, 2 ** 32 - 1, 2 ** 32, -(2 ** 31) - 1, 2 ** 53, 1e300, -0);
const anything = fc.oneof(
  numbers,
  word,
  fc.constantFrom<Json>(null, true, [], {}, [1, 2], [[0, 1]], [[2, 3, 4]], { Value: 1 }, { Value: [0, 1] }),
  fc.jsonValue({ maxDepth: 3 }),
) as fc.Arbitrary<Json>;

const mutation = fc.record({
  where: fc.nat(),
  how: fc.constantFrom("replace", "remove", "add", "rename", "null", "unwrap", "wrap", "case"),
  word,
  value: anything,
});
type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

/** Changes one place of a message, as a careless or hostile peer would. */
function mutate(root: Json, { where, how, word: name, value }: Mutation): Json {
  const holder: { [key: string]: Json } = { root: structuredClone(root) };
  const places = placesIn(holder);
  const place = places[where % places.length];
  if (place === undefined) return root;
  const [parent, key] = place;
  const old = parent[key] as Json;
  if (how === "remove" || how === "rename" || how === "case") delete parent[key];
  if (how === "replace") put(parent, key, value);
  if (how === "null") put(parent, key, null);
  if (how === "add" && typeof old === "object" && old !== null) put(old as { [key: string]: Json }, name, value);
  if (how === "rename") put(parent, name, old);
  if (how === "case") put(parent, where % 2 ? key.toUpperCase() : key.toLowerCase(), old);
  if (how === "unwrap" && Array.isArray(old)) put(parent, key, old[0] ?? null);
  if (how === "wrap") put(parent, key, [old]);
  return JSON.parse(JSON.stringify(holder["root"] ?? null)) as Json;
}

function put(parent: { [key: string]: Json }, key: string, value: Json): void {
  // The length of a list is no element of it.
  if (Array.isArray(parent) && key === "length") return;
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

function placesIn(value: Json): [{ [key: string]: Json }, string][] {
  if (typeof value !== "object" || value === null) return [];
  const parent = value as { [key: string]: Json };
  return Object.keys(parent).flatMap((key) => [[parent, key], ...placesIn(parent[key] ?? null)]);
}

/** JSON Schema cannot say that a range has its lower end first: puts pairs of numbers in order. */
function withRangesInOrder(value: Json): Json {
  if (Array.isArray(value)) {
    const [low, high] = value;
    if (value.length === 2 && typeof low === "number" && typeof high === "number" && low > high) return [high, low];
    return value.map(withRangesInOrder);
  }
  if (typeof value !== "object" || value === null) return value;
  const out: { [key: string]: Json } = {};
  for (const [key, part] of Object.entries(value)) put(out, key, withRangesInOrder(part));
  return out;
}

function wireValueOf(side: Side): fc.Arbitrary<Json> {
  const names = Object.keys(table.messages).filter((name) => table.messages[name]?.from === side);
  const valid = messageOf(side).map(travelled);
  const mutated = fc
    .tuple(valid, fc.array(mutation, { minLength: 1, maxLength: 3 }))
    .map(([value, mutations]) => mutations.reduce(mutate, value));
  const fromWords = fc.tuple(fc.constantFrom(...names), fc.dictionary(word, anything)).map(([name, body]) => ({
    [name]: body,
  }));
  return fc.oneof({ weight: 1, arbitrary: valid }, { weight: 6, arbitrary: mutated }, fromWords, anything);
}

/** Undefined if the decoder takes the value, else what it threw. */
function refusalOf(side: Side, value: unknown): unknown {
  try {
    codec[side](value);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe.each(sides)("messages of a %s", (side) => {
  it("are the same after encode, frame, text, frame and decode", () => {
    fc.assert(
      fc.property(fc.array(messageOf(side), { minLength: 1, maxLength: 3 }), (messages) => {
        const frame = decodeFrame(encodeFrame(messages.map((message) => v4Codec.encode(message))));
        const back = frame.map((entry) => codec[side]("value" in entry ? entry.value : undefined));
        expect(back).toEqual(messages);
      }),
      { numRuns: 1000 },
    );
  });

  it("that are broken in any way are refused with message/invalid or message/unknown and nothing else", () => {
    fc.assert(
      fc.property(wireValueOf(side), (value) => {
        const error = refusalOf(side, value);
        if (error === undefined) return;
        expect(isButtplugError(error, "message/invalid") || isButtplugError(error, "message/unknown")).toBe(true);
        expect((error as Error).message.length).toBeLessThan(1000);
        if (!JSON.stringify(value).includes("*")) expect((error as Error).message).not.toContain("*");
        expect(recoverId(value)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });

  it("can be read again after they were read and written once, tolerated spellings included", () => {
    fc.assert(
      fc.property(wireValueOf(side), (value) => {
        // Turned by Clockwise, the lowest value is one above the highest.
        if (refusalOf(side, value) !== undefined || JSON.stringify(value).includes("-2147483648")) return;
        const first = codec[side](value);
        expect(refusalOf(side, travelled(first))).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it("get the same verdict from the decoder and from Ajv with the generated JSON Schema", () => {
    const validate = new Ajv2020().compile(jsonSchemaOf(table, side));
    const verdicts = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(wireValueOf(side).map(withRangesInOrder), (value) => {
        const refusal = refusalOf(side, value);
        const accepted = validate([value]);
        verdicts[accepted ? "accepted" : "refused"] += 1;
        const why = accepted ? `Ajv accepts it, the decoder says: ${refusal}` : JSON.stringify(validate.errors);
        expect(refusal === undefined, `${JSON.stringify(value)}\n${why}`).toBe(accepted);
      }),
      { numRuns: 5000 },
    );
    expect(Math.min(verdicts.accepted, verdicts.refused), JSON.stringify(verdicts)).toBeGreaterThan(500);
  });
});

it("the generated JSON Schema wants frames with at least one message", () => {
  const validate = new Ajv2020().compile(jsonSchemaOf(table, "client"));
  expect(validate([])).toBe(false);
  expect(validate({ Ping: { Id: 1 } })).toBe(false);
  expect(validate([{ Ping: { Id: 1 } }, { Ping: { Id: 2 } }])).toBe(true);
});
