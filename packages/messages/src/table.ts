import type { ErrorClass, Range } from "@buttplug-ts/core";

/**
 * A message table is plain data. Field types are words: a scalar (`u32`, `i32`, `bool`, `string`, `errorClass`, `range`,
 * `ranges`; in older versions also `number`, `unit` from 0 to 1, `percent`, `upTo99`, and `count` from 1 on) or a named
 * type of the table, followed by `?` (may be absent), `[]` (list), `[+]` (list with at least one element)
 * or `{Key}` (object whose keys repeat the field `Key` of its values). Names are spelled as on the wire here and nowhere else.
 */
export interface MessageTable {
  /** Major version of the message spec. */
  readonly version: number;
  readonly messages: Readonly<Record<string, MessageSpec>>;
  readonly types: Readonly<Record<string, TypeSpec>>;
}

export type Side = "client" | "server";

export interface MessageSpec {
  readonly from: Side;
  /** Messages that answer this one, besides `Error`. Empty for what the server sends. */
  readonly replies: readonly string[];
  readonly fields: FieldSpecs;
}

export type FieldSpecs = Readonly<Record<string, string>>;

export type TypeSpec =
  /** An object. `alias` maps a second spelling of a field, which is written too and read if the first is absent. */
  | { readonly struct: FieldSpecs; readonly alias?: Readonly<Record<string, string>> }
  /** An object with exactly one key, which names the variant. `alias` maps further names to variants, for reading only. */
  | {
      readonly oneOf: Readonly<Record<string, FieldSpecs>>;
      readonly alias?: Readonly<Record<string, string>>;
      /** A boolean field that, when false, turns the sign of `Value`. */
      readonly signField?: string;
    }
  /** An object with any of these keys. */
  | { readonly anyOf: Readonly<Record<string, FieldSpecs>> }
  /** A string out of a list; `open` lists keep unknown names. */
  | { readonly names: readonly string[]; readonly open: boolean };

interface Scalars {
  u32: number;
  i32: number;
  bool: boolean;
  string: string;
  errorClass: ErrorClass;
  range: Range;
  ranges: readonly Range[];
  number: number;
  unit: number;
  percent: number;
  upTo99: number;
  count: number;
}

/** `type` is the name of a message inside, so the one field that is called so on the wire has another name. */
type Inner<K extends string> = K extends "Type"
  ? "inputType"
  : K extends `RSSI${infer Rest}`
    ? `rssi${Rest}`
    : Uncapitalize<K>;

type Flat<T> = { [K in keyof T]: T[K] };

type Value<T extends string, Types> = T extends `${infer Base}[]` | `${infer Base}[+]`
  ? readonly Value<Base, Types>[]
  : T extends `${infer Base}{${string}}`
    ? readonly Value<Base, Types>[]
    : T extends keyof Scalars
      ? Scalars[T]
      : T extends keyof Types
        ? Named<Types[T], Types>
        : never;

type OptionalKeys<F> = { [K in keyof F]: F[K] extends `${string}?` ? K : never }[keyof F];

type Struct<F, Types> = Flat<
  {
    readonly [K in Exclude<keyof F, OptionalKeys<F>> as Inner<K & string>]: F[K] extends string
      ? Value<F[K], Types>
      : never;
  } & {
    readonly [K in OptionalKeys<F> as Inner<K & string>]?: F[K] extends `${infer Base}?` ? Value<Base, Types> : never;
  }
>;

/** A variant that this version does not know. A newer peer may send one; the rest of its message stays usable. */
export interface UnknownVariant {
  readonly type: "unknown";
  readonly name: string;
}

type Named<S, Types> = S extends { readonly struct: infer F }
  ? Struct<F, Types>
  : S extends { readonly oneOf: infer V }
    ?
        | { [K in keyof V]: Flat<{ readonly type: Uncapitalize<K & string> } & Struct<V[K], Types>> }[keyof V]
        | UnknownVariant
    : S extends { readonly anyOf: infer V }
      ? Flat<
          { readonly [K in keyof V as Uncapitalize<K & string>]?: Struct<V[K], Types> } & {
            /** Names that this version does not know. */
            readonly unknown?: readonly string[];
          }
        >
      : S extends { readonly names: readonly (infer N)[]; readonly open: infer O }
        ? Uncapitalize<N & string> | (O extends true ? string & Record<never, never> : never)
        : never;

/** The messages of a table that one side sends, as they are inside the project: camelCase, `type` is the name. */
export type MessageOf<T extends MessageTable, From extends Side> = {
  [K in keyof T["messages"]]: T["messages"][K] extends { readonly from: From; readonly fields: infer F }
    ? Flat<{ readonly type: Inner<K & string>; readonly id: number } & Struct<F, T["types"]>>
    : never;
}[keyof T["messages"]];

/** A named type of a table. */
export type TypeOf<T extends MessageTable, N extends keyof T["types"]> = Named<T["types"][N], T["types"]>;

/** The messages that answer a request. */
export type ReplyOf<T extends MessageTable, Name extends string> = Extract<
  MessageOf<T, "server">,
  { readonly type: ReplyNames<T, Name> }
>;

type ReplyNames<T extends MessageTable, Name extends string> = {
  [K in keyof T["messages"]]: Inner<K & string> extends Name ? Inner<T["messages"][K]["replies"][number]> : never;
}[keyof T["messages"]];

/** `deviceIndex` for `DeviceIndex`. */
export function inner(wireName: string): string {
  if (wireName === "Type") return "inputType";
  return wireName.replace(/^(?:RSSI|.)/, (head) => head.toLowerCase());
}
