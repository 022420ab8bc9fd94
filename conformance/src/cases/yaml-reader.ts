import { ButtplugError } from "@buttplug-ts/core";
import { isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";

/** Makes a value of a node, or says what is wrong with it; `at` is its place in the file. */
export type Read<T> = (node: unknown, at: string) => T;

type Fields = Readonly<Record<string, Read<unknown>>>;
type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends Read<infer T> ? T : never };

/** @throws ButtplugError `usage/invalid-argument` that says where the text is not what `read` takes. */
export function readYaml<T>(text: string, read: Read<T>): T {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw unreadable("the file", error.message);
  return read(document.contents, "");
}

export const text: Read<string> = scalar("a text", (value) => typeof value === "string");
export const number: Read<number> = scalar("a number", (value) => Number.isFinite(value));
export const integer: Read<number> = scalar("an integer of 0 or more", isIndex);
export const boolean: Read<boolean> = scalar("true or false", (value) => typeof value === "boolean");
const byte: Read<number> = scalar("a byte", (value) => isIndex(value) && value <= 0xff);

/** What a tag without content stands for. */
export const nothing: Read<undefined> = (node, at) => {
  if (!isScalar(untagged(node, at)) || (node as { value: unknown }).value) throw unreadable(at, "expected nothing");
};

export function list<T>(of: Read<T>): Read<T[]> {
  return (node, at) => {
    if (!isSeq(untagged(node, at))) throw unreadable(at, "expected a list");
    return (node as { items: unknown[] }).items.map((item, index) => of(item, `${at}[${index}]`));
  };
}

export const bytes: Read<Uint8Array> = (node, at) => Uint8Array.from(list(byte)(node, at));

/** An object with these keys and no others. */
export function record<R extends Fields, O extends Fields>(
  required: R,
  optional: O,
): Read<Values<R> & Partial<Values<O>>> {
  const fields: Fields = { ...required, ...optional };
  return (node, at) => {
    if (!isMap(untagged(node, at))) throw unreadable(at, `expected ${Object.keys(required).join(", ")}`);
    const values: Record<string, unknown> = {};
    for (const { key, value } of (node as { items: { key: unknown; value: unknown }[] }).items) {
      const name = text(key, at);
      const field = fields[name];
      if (!field) throw unreadable(at, `unknown key ${name}`);
      values[name] = field(value, at === "" ? name : `${at}.${name}`);
    }
    const missing = Object.keys(required).filter((name) => !(name in values));
    if (missing.length > 0) throw unreadable(at, `${missing.join(" and ")} missing`);
    return values as Values<R> & Partial<Values<O>>;
  };
}

/** A node with one of these tags. */
export function tagged<F extends Fields>(kinds: F): Read<Values<F>[keyof F]> {
  return (node, at) => {
    const tag = (node as Node | null)?.tag;
    const kind = tag === undefined ? undefined : kinds[tag.slice(1)];
    if (!kind) throw unreadable(at, `${tag ?? "no tag"} where one of !${Object.keys(kinds).join(", !")} is expected`);
    // The content is read as if it stood there alone.
    delete (node as Node).tag;
    return kind(node, at) as Values<F>[keyof F];
  };
}

function scalar<T>(expected: string, fits: (value: unknown) => boolean): Read<T> {
  return (node, at) => {
    const value = isScalar(untagged(node, at)) ? (node as { value: unknown }).value : undefined;
    if (!fits(value)) throw unreadable(at, `expected ${expected}`);
    return value as T;
  };
}

function untagged(node: unknown, at: string): unknown {
  const { tag } = (node ?? {}) as { tag?: string };
  if (tag !== undefined) throw unreadable(at, `no tag is expected here, but there is ${tag}`);
  return node;
}

function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

function unreadable(at: string, what: string): ButtplugError {
  return new ButtplugError("usage/invalid-argument", `${at || "the file"}: ${what}`, { details: { argument: at } });
}
