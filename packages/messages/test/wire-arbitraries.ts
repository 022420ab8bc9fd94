import type { MessageTable, Side } from "@buttplug-ts/messages";
import fc from "fast-check";
import { type InnerMessage, messageOf, text } from "./message-arbitraries.js";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What a message looks like after it travelled as text. */
export function travelled(encoded: object): Json {
  return JSON.parse(JSON.stringify(encoded)) as Json;
}

/** Names that occur in the table, and some that do not. */
function wordsOf(table: MessageTable): string[] {
  return [...Object.keys(table.messages), ...wordsIn(table.types), "Id", "RSSI", "rssi", "vibrate", "Features"];
}

function wordsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.filter((item) => typeof item === "string");
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [key, ...wordsIn(part)]);
}

const numbers = fc.constantFrom(0, -1, 1, 4, 5, 0.5, 2 ** 31, 2 ** 32 - 1, 2 ** 32, -(2 ** 31) - 1, 2 ** 53, 1e300, -0);

interface Mutation {
  readonly where: number;
  readonly how: "replace" | "remove" | "add" | "rename" | "null" | "unwrap" | "wrap" | "case";
  readonly word: string;
  readonly value: Json;
}

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
export function withRangesInOrder(value: Json): Json {
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

/** Messages of one side as JSON, most of them broken in one to three places; `encode` is that of the table. */
export function wireValueOf(
  table: MessageTable,
  side: Side,
  encode: (message: InnerMessage) => object,
): fc.Arbitrary<Json> {
  const names = Object.keys(table.messages).filter((name) => table.messages[name]?.from === side);
  const word = fc.oneof(fc.constantFrom(...wordsOf(table)), text);
  const anything = fc.oneof(
    numbers,
    word,
    fc.constantFrom<Json>(null, true, [], {}, [1, 2], [[0, 1]], [[2, 3, 4]], { Value: 1 }, { Value: [0, 1] }),
    fc.jsonValue({ maxDepth: 3 }),
  ) as fc.Arbitrary<Json>;
  const mutation: fc.Arbitrary<Mutation> = fc.record({
    where: fc.nat(),
    how: fc.constantFrom("replace", "remove", "add", "rename", "null", "unwrap", "wrap", "case"),
    word,
    value: anything,
  });
  const valid = messageOf(table, side).map((message) => travelled(encode(message)));
  const mutated = fc
    .tuple(valid, fc.array(mutation, { minLength: 1, maxLength: 3 }))
    .map(([value, mutations]) => mutations.reduce(mutate, value));
  const fromWords = fc.tuple(fc.constantFrom(...names), fc.dictionary(word, anything)).map(([name, body]) => ({
    [name]: body,
  }));
  return fc.oneof({ weight: 1, arbitrary: valid }, { weight: 6, arbitrary: mutated }, fromWords, anything);
}
