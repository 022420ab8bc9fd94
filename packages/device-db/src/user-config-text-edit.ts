import type { ValueNode } from "@humanwhocodes/momoa";
import type { Path } from "./user-config-spot.js";
import { parseText } from "./user-config-syntax.js";
import { type Item, itemsOf, rangeOf } from "./user-config-text.js";

/** The text with one value set, put in if it was not there, or with `undefined` taken out. The rest stays, letter by letter. */
export function withValue(text: string, path: Path, value: unknown): string {
  const { root } = parseText(text);
  return root === undefined ? text : changed(text, root, path, value);
}

function changed(text: string, node: ValueNode, path: Path, value: unknown): string {
  const [key = 0, ...below] = path;
  const items = itemsOf(node);
  const place = items.findIndex((item) => item.key === key);
  const item = items[place];
  if (item === undefined) return value === undefined ? text : withItem(text, node, items, key, nested(below, value));
  if (below.length > 0) return changed(text, item.value, below, value);
  if (value === undefined) return withoutItem(text, node, items, place);
  const { start, end } = rangeOf(item.value);
  return spliced(text, start, end, written(text, value, indentAt(text, start)));
}

/** Behind the last one, in lines of its own if the others have them. */
function withItem(text: string, node: ValueNode, items: readonly Item[], key: Path[number], value: unknown): string {
  const { start, end } = rangeOf(node);
  const outer = indentAt(text, start);
  const last = items.at(-1);
  const name = typeof key === "string" ? `${JSON.stringify(key)}: ` : "";
  if (last === undefined) {
    const inner = outer + unitOf(text);
    const rest = text.slice(start + 1).trimStart();
    const item = `${lineEnd(text)}${inner}${name}${written(text, value, inner)}${lineEnd(text)}${outer}`;
    return spliced(text, start + 1, text.length - rest.length, item);
  }
  const isInLines = /[\r\n]/.test(text.slice(start, end)) && indentAt(text, last.start) !== outer;
  const inner = isInLines ? indentAt(text, last.start) : outer;
  const gap = isInLines ? `${lineEnd(text)}${inner}` : " ";
  return spliced(text, last.end, last.end, `,${gap}${name}${written(text, value, inner)}`);
}

/** With one of its neighbouring commas; a comma behind the last one may stay, but not one in an empty list. */
function withoutItem(text: string, node: ValueNode, items: readonly Item[], place: number): string {
  const [before, item, after] = [items[place - 1], items[place], items[place + 1]];
  if (item && after) return spliced(text, item.start, after.start, "");
  if (item && before) return spliced(text, before.end, item.end, "");
  const { start, end } = rangeOf(node);
  return spliced(text, start + 1, end - 1, "");
}

function spliced(text: string, start: number, end: number, between: string): string {
  return text.slice(0, start) + between + text.slice(end);
}

function nested(path: Path, value: unknown): unknown {
  return path.reduceRight((inner, key) => (typeof key === "number" ? [inner] : { [key]: inner }), value);
}

function written(text: string, value: unknown, indent: string): string {
  return JSON.stringify(value, undefined, unitOf(text)).replaceAll("\n", `${lineEnd(text)}${indent}`);
}

/** What the line with this letter begins with. */
function indentAt(text: string, offset: number): string {
  const lineStart = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
  const [indent = ""] = /^[ \t]*/.exec(text.slice(lineStart, offset)) ?? [];
  return indent;
}

function unitOf(text: string): string {
  return /^([ \t]+)\S/m.exec(text)?.[1] ?? "  ";
}

function lineEnd(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
