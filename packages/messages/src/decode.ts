import { ButtplugError, type Range } from "@buttplug-ts/core";
import { type FieldSpecs, inner, type MessageTable, type Side, type TypeSpec } from "./table.js";

export type Decode = (value: unknown) => unknown;
type Props = Readonly<Record<string, unknown>>;

/** What the decoders of one table share. `keys` are those of the lists and keyed objects that are being read, outermost first. */
export interface Context {
  readonly types: MessageTable["types"];
  readonly keys: string[];
  readonly moreWords: MoreWords | undefined;
}

/** Compiles what a table has beyond the words of this file, which every client carries. */
export type MoreWords = (context: Context, path: string, type: string) => Decode | undefined;

const showLimit = 60;
const u32Max = 0xffff_ffff;

/** A decoder of one message of `table`. It reads what the declaration says, ignores extra keys and takes null as absent. */
export function createDecoder(table: MessageTable, from: Side, moreWords?: MoreWords): (value: unknown) => unknown {
  const context: Context = { types: table.types, keys: [], moreWords };
  const decoders = new Map<string, Decode>();
  for (const [name, spec] of Object.entries(table.messages)) {
    if (spec.from !== from) continue;
    decoders.set(name, struct(context, name, { Id: from === "client" ? "id" : "u32", ...spec.fields }, inner(name)));
  }
  return (value) => {
    context.keys.length = 0;
    const name = onlyKey(context, "message", "exactly one key, the message name", value);
    const decode = decoders.get(name);
    if (decode === undefined) throw unknownMessage(name, [...decoders.keys()], from, table.version);
    return decode((value as Props)[name]);
  };
}

/** The Id of a message that may be broken everywhere else; 0 if there is none to be read. */
export function recoverId(value: unknown): number {
  if (!isObject(value)) return 0;
  for (const key in value) {
    const body = value[key];
    if (isObject(body) && isInteger(body["Id"], 1, u32Max)) return body["Id"];
  }
  return 0;
}

function unknownMessage(name: string, known: readonly string[], from: Side, version: number): ButtplugError {
  const text = `${show(name)} is no message that a ${from} sends in spec v${version}; known are ${known.join(", ")}`;
  return new ButtplugError("message/unknown", text, { details: { name } });
}

export function compile(context: Context, path: string, type: string): Decode {
  const more = context.moreWords?.(context, path, type);
  if (more) return more;
  const many = /^(\w+)(\[\]|\{\w+\})$/.exec(type);
  if (many) return list(context, path, compile(context, `${path}.*`, many[1] as string), many[2] === "[]");
  const spec = context.types[type];
  return spec ? named(context, path, spec) : scalar(context, path, type);
}

function scalar(context: Context, path: string, type: string): Decode {
  const check =
    <T>(isRight: (value: unknown) => value is T, expected: string): Decode =>
    (value) =>
      isRight(value) ? value : fail(context, path, expected, value);
  const integer = (low: number, high: number) =>
    check((value) => isInteger(value, low, high), `an integer from ${low} to ${high}`);
  switch (type) {
    case "id":
      return integer(1, u32Max);
    case "u32":
      return integer(0, u32Max);
    case "i32":
      return integer(-0x8000_0000, 0x7fff_ffff);
    case "errorClass":
      return integer(0, 4);
    case "bool":
      return check((value) => typeof value === "boolean", "true or false");
    case "string":
      return check((value) => typeof value === "string", "a string");
    case "range":
      return check(isRange, rangeText);
    case "ranges": {
      const many = check((value) => Array.isArray(value) && value.every(isRange), `${rangeText}, or a list of those`);
      return (value) => (isRange(value) ? [value] : many(value));
    }
    default:
      throw new ButtplugError("internal/bug", `the message table names the type ${type}, which it does not declare`);
  }
}

const rangeText = "a list of two integers, the lower first";

function named(context: Context, path: string, spec: TypeSpec): Decode {
  if ("struct" in spec) return struct(context, path, spec.struct, undefined, spec.alias);
  if ("names" in spec) return nameOf(context, path, spec.names, spec.open);
  if ("anyOf" in spec) return anyOf(context, path, spec.anyOf);
  return oneOf(context, path, spec);
}

function struct(
  context: Context,
  path: string,
  specs: FieldSpecs,
  tag?: string,
  alias: Readonly<Record<string, string>> = {},
): Decode {
  const fields = Object.entries(specs).map(([wire, type]) => ({
    wire,
    alias: Object.keys(alias).find((other) => alias[other] === wire),
    name: inner(wire),
    optional: type.endsWith("?"),
    decode: compile(context, `${path}.${wire}`, type.replace("?", "")),
  }));
  return (value) => {
    if (!isObject(value)) return fail(context, path, "an object", value);
    const out: Record<string, unknown> = tag === undefined ? {} : { type: tag };
    for (const field of fields) {
      let part = value[field.wire];
      if (part == null && field.alias !== undefined) part = value[field.alias];
      if (part != null) out[field.name] = field.decode(part);
      else if (!field.optional) fail(context, `${path}.${field.wire}`, "a value; it is required", part);
    }
    return out;
  };
}

/** Looks names up as spelled, else in any case: peers spell `RSSI`, `Rssi` and `rssi`. */
function lookup<T>(entries: readonly (readonly [string, T])[]): (name: string) => T | undefined {
  const exact = new Map(entries);
  const lower = new Map(entries.map(([name, entry]) => [name.toLowerCase(), entry]));
  return (name) => exact.get(name) ?? lower.get(name.toLowerCase());
}

function nameOf(context: Context, path: string, names: readonly string[], open: boolean): Decode {
  const find = lookup(names.map((name) => [name, inner(name)]));
  return (value) => {
    const known = typeof value === "string" ? (find(value) ?? (open ? value : undefined)) : undefined;
    return known ?? fail(context, path, `one of ${names.join(", ")}`, value);
  };
}

function anyOf(context: Context, path: string, variants: Readonly<Record<string, FieldSpecs>>): Decode {
  const find = lookup(
    Object.entries(variants).map(([wire, fields]) => [
      wire,
      { name: inner(wire), decode: struct(context, `${path}.${wire}`, fields) },
    ]),
  );
  return (value) => {
    if (!isObject(value)) return fail(context, path, "an object", value);
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

function oneOf(context: Context, path: string, spec: Extract<TypeSpec, { readonly oneOf: unknown }>): Decode {
  const variants = Object.keys(spec.oneOf);
  const names = [...variants.map((name) => [name, name] as const), ...Object.entries(spec.alias ?? {})];
  const find = lookup(
    names.map(([wire, as]) => [wire, struct(context, `${path}.${wire}`, spec.oneOf[as] ?? {}, inner(as))]),
  );
  const sign = inner(spec.signField ?? "");
  const expected = `exactly one key out of ${variants.join(", ")}`;
  return (value) => {
    const name = onlyKey(context, path, expected, value);
    const decode = find(name);
    if (decode === undefined) return { type: "unknown", name };
    const out = decode((value as Props)[name]) as Record<string, unknown>;
    if (sign in out) {
      if (out[sign] === false) out["value"] = 0 - (out["value"] as number); // no -0
      delete out[sign];
    }
    return out;
  };
}

function list(context: Context, path: string, item: Decode, isArray: boolean): Decode {
  const { keys } = context;
  return (value) => {
    if (isArray ? !Array.isArray(value) : !isObject(value))
      fail(context, path, isArray ? "a list" : "an object", value);
    return Object.entries(value as Props).map(([key, part]) => {
      keys.push(key);
      const out = item(part);
      keys.pop();
      return out;
    });
  };
}

function onlyKey(context: Context, path: string, expected: string, value: unknown): string {
  const names = isObject(value) ? Object.keys(value) : [];
  const [name] = names;
  return name !== undefined && names.length === 1 ? name : fail(context, path, `an object with ${expected}`, value);
}

export function fail({ keys }: Context, pattern: string, expected: string, value: unknown): never {
  let depth = 0;
  // The path was made before the keys were known: it has a star for each.
  const path = pattern.replace(/\*/g, () => (keys[depth++] ?? "*").slice(0, showLimit));
  const text = `${path}: expected ${expected}, got ${show(value)}`;
  throw new ButtplugError("message/invalid", text, { details: { path, expected } });
}

function isObject(value: unknown): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isInteger(value: unknown, low: number, high: number): value is number {
  return Number.isInteger(value) && (value as number) >= low && (value as number) <= high;
}

function isRange(value: unknown): value is Range {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isSafeInteger) && value[0] <= value[1];
}

function show(value: unknown): string {
  let text = "nothing";
  try {
    // undefined, functions and symbols have no JSON; numbers may be NaN or infinite, which JSON calls null.
    if (value !== undefined) text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? typeof value);
  } catch {
    text = "something that cannot be shown"; // nested too deeply, circular, or with a bigint inside
  }
  return text.length > showLimit ? `${text.slice(0, showLimit)}…` : text;
}
