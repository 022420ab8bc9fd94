import { ButtplugError, type Range } from "@buttplug-ts/core";
import { type FieldSpecs, inner, type MessageTable, type Side, type TypeSpec } from "./table.js";

type Decode = (value: unknown) => unknown;
type Props = Readonly<Record<string, unknown>>;

const showLimit = 60;

/** A decoder of one message of `table`. It reads what the declaration says, ignores extra keys and takes null as absent. */
export function createDecoder(table: MessageTable, from: Side): (value: unknown) => unknown {
  const decoders = new Map<string, Decode>();
  const id = (path: string) => integer(path, from === "client" ? 1 : 0, 0xffff_ffff);
  for (const [name, spec] of Object.entries(table.messages)) {
    if (spec.from !== from) continue;
    decoders.set(name, struct(table, name, { type: inner(name) }, { Id: "id", ...spec.fields }, {}, id));
  }
  return (value) => {
    if (!isObject(value)) throw invalid("message", "an object with the message name as its only key", value);
    let name: string | undefined;
    for (const key in value) {
      if (name !== undefined) throw invalid("message", "exactly one key, the message name", value);
      name = key;
    }
    if (name === undefined) throw invalid("message", "exactly one key, the message name", value);
    const decode = decoders.get(name);
    if (decode === undefined) throw unknownMessage(name, table, from);
    return decode(value[name]);
  };
}

/** The Id of a message that may be broken everywhere else; 0 if there is none to be read. */
export function recoverId(value: unknown): number {
  if (!isObject(value)) return 0;
  for (const key in value) {
    const body = value[key];
    if (isObject(body) && Number.isInteger(body["Id"])) {
      const id = body["Id"] as number;
      if (id > 0 && id <= 0xffff_ffff) return id;
    }
  }
  return 0;
}

function unknownMessage(name: string, table: MessageTable, from: Side): ButtplugError {
  const known = Object.keys(table.messages).filter((key) => table.messages[key]?.from === from);
  const text = `${show(name)} is no message that a ${from} sends in spec v${table.version}; known are ${known.join(", ")}`;
  return new ButtplugError("message/unknown", text, { details: { name } });
}

function compile(table: MessageTable, type: string, path: string): Decode {
  if (type.endsWith("[]")) return list(compile(table, type.slice(0, -2), `${path}.*`), path);
  const keyed = /^(\w+)\{(\w+)\}$/.exec(type);
  if (keyed) return keyedList(compile(table, keyed[1] as string, `${path}.*`), path);
  const spec = table.types[type];
  return spec ? named(table, spec, path) : scalar(type, path);
}

function scalar(type: string, path: string): Decode {
  switch (type) {
    case "u32":
      return integer(path, 0, 0xffff_ffff);
    case "i32":
      return integer(path, -0x8000_0000, 0x7fff_ffff);
    case "errorClass":
      return integer(path, 0, 4);
    case "bool":
      return (value) => (typeof value === "boolean" ? value : fail(path, "true or false", value));
    case "string":
      return (value) => (typeof value === "string" ? value : fail(path, "a string", value));
    case "range":
      return (value) => (isRange(value) ? value : fail(path, "a list of two integers, the lower first", value));
    case "ranges":
      return (value) => {
        if (isRange(value)) return [value];
        if (Array.isArray(value) && value.every(isRange)) return value;
        return fail(path, "a list of ranges, each a list of two integers, the lower first", value);
      };
    default:
      throw new ButtplugError("internal/bug", `the message table names the type ${type}, which it does not declare`);
  }
}

function named(table: MessageTable, spec: TypeSpec, path: string): Decode {
  if ("struct" in spec) return struct(table, path, {}, spec.struct, spec.alias ?? {});
  if ("names" in spec) return nameOf(spec.names, spec.open, path);
  if ("anyOf" in spec) return anyOf(table, spec.anyOf, path);
  return oneOf(table, spec, path);
}

function struct(
  table: MessageTable,
  path: string,
  seed: Props,
  specs: FieldSpecs,
  alias: Readonly<Record<string, string>>,
  id?: (path: string) => Decode,
): Decode {
  const aliasOf = (name: string) => Object.keys(alias).find((other) => alias[other] === name);
  const fields = Object.entries(specs).map(([wire, type]) => ({
    wire,
    alias: aliasOf(wire),
    name: inner(wire),
    optional: type.endsWith("?"),
    decode: type === "id" && id ? id(`${path}.${wire}`) : compile(table, type.replace(/\?$/, ""), `${path}.${wire}`),
  }));
  const tag = seed["type"];
  return (value) => {
    if (!isObject(value)) return fail(path, "an object", value);
    const out: Record<string, unknown> = tag === undefined ? {} : { type: tag };
    for (const field of fields) {
      let part = value[field.wire];
      if (part == null && field.alias !== undefined) part = value[field.alias];
      if (part != null) out[field.name] = field.decode(part);
      else if (!field.optional) fail(`${path}.${field.wire}`, "a value; it is required", part);
    }
    return out;
  };
}

/** Looks names up as spelled, else in any case: peers spell `RSSI`, `Rssi` and `rssi`. */
function lookup<T>(entries: Iterable<readonly [string, T]>): (name: string) => T | undefined {
  const exact = new Map(entries);
  const lower = new Map([...exact].map(([name, entry]) => [name.toLowerCase(), entry]));
  return (name) => exact.get(name) ?? lower.get(name.toLowerCase());
}

function nameOf(names: readonly string[], open: boolean, path: string): Decode {
  const find = lookup(names.map((name) => [name, inner(name)]));
  return (value) => {
    if (typeof value !== "string") return fail(path, `one of ${names.join(", ")}`, value);
    return find(value) ?? (open ? value : fail(path, `one of ${names.join(", ")}`, value));
  };
}

function anyOf(table: MessageTable, variants: Readonly<Record<string, FieldSpecs>>, path: string): Decode {
  const find = lookup(
    Object.entries(variants).map(([wire, fields]) => [
      wire,
      { name: inner(wire), decode: struct(table, `${path}.${wire}`, {}, fields, {}) },
    ]),
  );
  return (value) => {
    if (!isObject(value)) return fail(path, "an object", value);
    const out: Record<string, unknown> = {};
    const unknown: string[] = [];
    for (const key of Object.keys(value)) {
      const variant = find(key);
      if (variant === undefined) unknown.push(key);
      else if (value[key] != null) out[variant.name] = variant.decode(value[key]);
    }
    if (unknown.length > 0) out["unknown"] = unknown;
    return out;
  };
}

function oneOf(table: MessageTable, spec: Extract<TypeSpec, { readonly oneOf: unknown }>, path: string): Decode {
  const variantOf = (wire: string, asWire: string): readonly [string, Decode] => [
    wire,
    struct(table, `${path}.${wire}`, { type: inner(asWire) }, spec.oneOf[asWire] ?? {}, {}),
  ];
  const find = lookup([
    ...Object.keys(spec.oneOf).map((wire) => variantOf(wire, wire)),
    ...Object.entries(spec.alias ?? {}).map(([wire, asWire]) => variantOf(wire, asWire)),
  ]);
  const sign = spec.signField && inner(spec.signField);
  const expected = `exactly one key out of ${Object.keys(spec.oneOf).join(", ")}`;
  return (value) => {
    if (!isObject(value)) return fail(path, `an object with ${expected}`, value);
    let name: string | undefined;
    for (const key in value) {
      if (name !== undefined) fail(path, expected, value);
      name = key;
    }
    if (name === undefined) return fail(path, expected, value);
    const decode = find(name);
    if (decode === undefined) return { type: "unknown", name };
    const out = decode(value[name]) as Record<string, unknown>;
    if (sign !== undefined && out[sign] === false) out["value"] = 0 - (out["value"] as number); // no -0
    if (sign !== undefined && sign in out) delete out[sign];
    return out;
  };
}

function list(item: Decode, path: string): Decode {
  return (value) => {
    if (!Array.isArray(value)) return fail(path, "a list", value);
    return value.map((part, index) => at(String(index), item, part));
  };
}

function keyedList(item: Decode, path: string): Decode {
  return (value) => {
    if (!isObject(value)) return fail(path, "an object", value);
    return Object.keys(value).map((key) => at(key, item, value[key]));
  };
}

/** Decodes one element and puts its key where the path of an error has a star. */
function at(key: string, item: Decode, value: unknown): unknown {
  try {
    return item(value);
  } catch (error) {
    throw error instanceof InvalidValue ? error.under(key) : error;
  }
}

/** `path` has a star for each list or keyed object on the way; `keys` are those of the innermost stars known so far. */
class InvalidValue extends ButtplugError<"message/invalid"> {
  readonly #parts: readonly [path: string, expected: string, got: string, keys: readonly string[]];
  constructor(path: string, expected: string, got: string, keys: readonly string[] = []) {
    const full = fillStars(path, keys);
    super("message/invalid", `${full}: expected ${expected}, got ${got}`, { details: { path: full, expected } });
    this.#parts = [path, expected, got, keys];
  }
  under(key: string): InvalidValue {
    const [path, expected, got, keys] = this.#parts;
    return new InvalidValue(path, expected, got, [key.slice(0, showLimit), ...keys]);
  }
}

function fillStars(path: string, keys: readonly string[]): string {
  const parts = path.split("*");
  const open = parts.length - 1 - keys.length;
  return parts.reduce((text, part, index) => `${text}${keys[index - 1 - open] ?? "*"}${part}`);
}

function invalid(path: string, expected: string, value: unknown): ButtplugError {
  return new InvalidValue(path, expected, show(value));
}

function fail(path: string, expected: string, value: unknown): never {
  throw invalid(path, expected, value);
}

function integer(path: string, low: number, high: number): Decode {
  return (value) =>
    Number.isInteger(value) && (value as number) >= low && (value as number) <= high
      ? value
      : fail(path, `an integer from ${low} to ${high}`, value);
}

function isObject(value: unknown): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isRange(value: unknown): value is Range {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    Number.isSafeInteger(value[0]) &&
    Number.isSafeInteger(value[1]) &&
    value[0] <= value[1]
  );
}

function show(value: unknown): string {
  const known = textOfValue(value);
  return known.length > showLimit ? `${known.slice(0, showLimit)}…` : known;
}

function textOfValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return "something that cannot be shown"; // nested too deeply, circular, or with a bigint inside
  }
}
