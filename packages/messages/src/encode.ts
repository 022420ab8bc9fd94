import { ButtplugError } from "@buttplug-ts/core";
import { type FieldSpecs, inner, type MessageTable, type TypeSpec } from "./table.js";

type Encode = (value: unknown) => unknown;
type Props = Readonly<Record<string, unknown>>;

/** An encoder of the messages of `table`: inside names to wire names. What is undefined is not written. */
export function createEncoder(table: MessageTable): (message: { readonly type: string }) => object {
  const encoders = new Map<string, { wire: string; encode: Encode }>();
  for (const [wire, spec] of Object.entries(table.messages)) {
    encoders.set(inner(wire), { wire, encode: struct(table, { Id: "u32", ...spec.fields }, {}) });
  }
  return (message) => {
    const encoder = encoders.get(message.type);
    if (encoder === undefined) throw new ButtplugError("internal/bug", `spec v${table.version} has no ${message.type}`);
    return wrapped(encoder.wire, encoder.encode(message));
  };
}

/** `{ [key]: value }` for keys of the table. As a literal, which also takes `__proto__`, it is three times as slow in V8. */
function wrapped(key: string, value: unknown): object {
  const out: Record<string, unknown> = {};
  out[key] = value;
  return out;
}

const asIs: Encode = (value) => value;

function compile(table: MessageTable, type: string): Encode {
  if (type.endsWith("[]")) {
    const item = compile(table, type.slice(0, -2));
    return item === asIs ? asIs : (value) => (value as unknown[]).map(item);
  }
  const keyed = /^(\w+)\{(\w+)\}$/.exec(type);
  if (keyed) return keyedList(compile(table, keyed[1] as string), keyed[2] as string);
  const spec = table.types[type];
  return spec ? named(table, spec) : asIs;
}

function keyedList(item: Encode, wireKey: string): Encode {
  const key = inner(wireKey);
  return (value) => Object.fromEntries((value as Props[]).map((part) => [String(part[key]), item(part)]));
}

function named(table: MessageTable, spec: TypeSpec): Encode {
  if ("struct" in spec) return struct(table, spec.struct, spec.alias ?? {});
  if ("names" in spec) {
    const names = new Map(spec.names.map((name) => [inner(name), name]));
    return (value) => names.get(value as string) ?? value;
  }
  const variants = "oneOf" in spec ? spec.oneOf : spec.anyOf;
  const encoders = new Map(
    Object.entries(variants).map(([wire, fields]) => [inner(wire), { wire, encode: struct(table, fields, {}) }]),
  );
  if ("oneOf" in spec) {
    return (value) => {
      const { type, name } = value as { readonly type: string; readonly name?: string };
      const variant = encoders.get(type);
      return variant ? wrapped(variant.wire, variant.encode(value)) : { [name ?? type]: {} };
    };
  }
  return (value) => {
    const out: Record<string, unknown> = {};
    for (const [name, { wire, encode }] of encoders) {
      const part = (value as Props)[name];
      if (part !== undefined) out[wire] = encode(part);
    }
    return out;
  };
}

function struct(table: MessageTable, specs: FieldSpecs, alias: Readonly<Record<string, string>>): Encode {
  const fields = Object.entries(specs).flatMap(([wire, type]) => {
    const encode = compile(table, type.replace(/[?+]/g, ""));
    const second = Object.keys(alias).filter((other) => alias[other] === wire);
    return [wire, ...second].map((as) => ({ wire: as, name: inner(wire), encode }));
  });
  return (value) => {
    const out: Record<string, unknown> = {};
    for (const { wire, name, encode } of fields) {
      const part = (value as Props)[name];
      if (part !== undefined) out[wire] = encode === asIs ? part : encode(part);
    }
    return out;
  };
}
