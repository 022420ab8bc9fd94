import type { FieldSpecs, MessageTable, Side, TypeSpec } from "./table.js";

/** A JSON Schema (draft 2020-12) document or a part of one. */
export type JsonSchema = { readonly [key: string]: unknown };

/**
 * The JSON Schema of the frames of one side, from the same declaration as types and decoders: what is accepted.
 * `summaries` describe the messages by name.
 */
export function jsonSchemaOf(
  table: MessageTable,
  from: Side,
  summaries: Readonly<Record<string, string>> = {},
): JsonSchema {
  const id = { type: "integer", minimum: from === "client" ? 1 : 0, maximum: 0xffff_ffff };
  const messages = Object.entries(table.messages).filter(([, spec]) => spec.from === from);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: `Buttplug message spec v${table.version}: frames of a ${from}`,
    type: "array",
    minItems: 1,
    items: {
      oneOf: messages.map(([name, { fields }]) => ({
        type: "object",
        ...(summaries[name] !== undefined && { description: summaries[name] }),
        required: [name],
        minProperties: 1,
        maxProperties: 1,
        properties: { [name]: { ...structSchema(fields, {}, id) } },
      })),
    },
    $defs: Object.fromEntries(Object.entries(table.types).map(([name, spec]) => [name, namedSchema(spec)])),
  };
}

function structSchema(fields: FieldSpecs, alias: Readonly<Record<string, string>>, id?: JsonSchema): JsonSchema {
  const required = Object.keys(fields).filter((name) => !fields[name]?.endsWith("?"));
  const properties = Object.entries(fields).map(([name, type]) => [name, fieldSchema(type)] as const);
  // The second spelling counts where the first is absent or null.
  const seconds = Object.entries(alias).map(([second, first]) => ({
    if: { required: [first], properties: { [first]: { not: { type: "null" } } } },
    else: { properties: { [second]: fieldSchema(fields[first] ?? "") } },
  }));
  return {
    type: "object",
    required: id ? ["Id", ...required] : required,
    properties: { ...(id && { Id: id }), ...Object.fromEntries(properties) },
    ...(seconds.length > 0 && { allOf: seconds }),
  };
}

function fieldSchema(type: string): JsonSchema {
  if (type.endsWith("?")) return { anyOf: [fieldSchema(type.slice(0, -1)), { type: "null" }] };
  if (type.endsWith("[]")) return { type: "array", items: fieldSchema(type.slice(0, -2)) };
  if (type.endsWith("[+]")) return { type: "array", items: fieldSchema(type.slice(0, -3)), minItems: 1 };
  const keyed = /^(\w+)\{\w+\}$/.exec(type);
  if (keyed) return { type: "object", additionalProperties: fieldSchema(keyed[1] as string) };
  return scalarSchemas[type] ?? { $ref: `#/$defs/${type}` };
}

const safeInteger: JsonSchema = { type: "integer", minimum: -(2 ** 53) + 1, maximum: 2 ** 53 - 1 };
const range: JsonSchema = { type: "array", items: safeInteger, minItems: 2, maxItems: 2 };
const scalarSchemas: Readonly<Record<string, JsonSchema>> = {
  u32: { type: "integer", minimum: 0, maximum: 0xffff_ffff },
  i32: { type: "integer", minimum: -0x8000_0000, maximum: 0x7fff_ffff },
  errorClass: { type: "integer", minimum: 0, maximum: 4 },
  bool: { type: "boolean" },
  string: { type: "string" },
  range,
  ranges: { anyOf: [range, { type: "array", items: range }] },
  number: { type: "number" },
  unit: { type: "number", minimum: 0, maximum: 1 },
  percent: { type: "integer", minimum: 0, maximum: 100 },
  upTo99: { type: "integer", minimum: 0, maximum: 99 },
  count: { type: "integer", minimum: 1, maximum: 0xffff_ffff },
};

function namedSchema(spec: TypeSpec): JsonSchema {
  if ("struct" in spec) return structSchema(spec.struct, spec.alias ?? {});
  if ("names" in spec) {
    return spec.open ? { type: "string" } : { type: "string", pattern: `^(?:${spec.names.map(anyCase).join("|")})$` };
  }
  const variants = "oneOf" in spec ? spec.oneOf : spec.anyOf;
  const entries = Object.entries(variants).map(([name, fields]) => [name, structSchema(fields, {})] as const);
  if ("anyOf" in spec) {
    const optional = ([name, schema]: readonly [string, JsonSchema]) =>
      [`^${anyCase(name)}$`, { anyOf: [schema, { type: "null" }] }] as const;
    return { type: "object", patternProperties: Object.fromEntries(entries.map(optional)) };
  }
  const aliases = Object.entries(spec.alias ?? {}).map(
    ([name, as]) => [name, structSchema(variants[as] ?? {}, {})] as const,
  );
  const patterns = [...entries, ...aliases].map(([name, schema]) => [`^${anyCase(name)}$`, schema] as const);
  return { type: "object", minProperties: 1, maxProperties: 1, patternProperties: Object.fromEntries(patterns) };
}

function anyCase(name: string): string {
  return [...name].map((letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`).join("");
}
