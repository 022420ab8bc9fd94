import { evaluate, type ValueNode } from "@humanwhocodes/momoa";
import { type Finding, type Path, show } from "./user-config-spot.js";
import { parseText } from "./user-config-syntax.js";

/** The text of a file as values, and where in the text they stand. */
export interface ReadText {
  /** Undefined if the text could not be read. */
  readonly value: unknown;
  /** What is wrong with the text itself. */
  readonly findings: readonly Finding[];
  /** Where the path, or what is left of it, stands; counted from 1. */
  placeOf(finding: Finding): { readonly line: number; readonly column: number };
}

/** A finding that is not where its path would be looked for first. */
interface PlacedFinding extends Finding {
  readonly offset?: number;
}

/** An entry of a list or an object and where it stands, an object's with its name. */
export interface Item {
  readonly key: string | number;
  readonly start: number;
  readonly end: number;
  readonly value: ValueNode;
}

/** Reads JSON with comments. */
export function readText(withMark: string): ReadText {
  const text = withoutMark(withMark);
  const parsed = parseText(text);
  const { root } = parsed;
  const findings: readonly PlacedFinding[] = root ? repeatedKeys(root, []) : [{ path: [], ...parsed }];
  return {
    value: root && evaluate(root),
    findings,
    placeOf: ({ path, offset }: PlacedFinding) => placeAt(text, offset ?? offsetOf(root, path)),
  };
}

/** Some editors put a byte order mark in front, which is not a part of JSON. */
export function withoutMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

/** What is in a list or an object, as it is written: a key may be there twice. */
export function itemsOf(node: ValueNode): readonly Item[] {
  if (node.type === "Object") {
    return node.members.map(({ name, value, loc }) => {
      const key = String(evaluate(name));
      return { key, start: loc.start.offset, end: loc.end.offset, value };
    });
  }
  const elements = node.type === "Array" ? node.elements : [];
  return elements.map(({ value }, key) => ({ key, ...rangeOf(value), value }));
}

/** The letters of a value. */
export function rangeOf({ loc }: ValueNode): { readonly start: number; readonly end: number } {
  return { start: loc.start.offset, end: loc.end.offset };
}

/** A limit that is there twice would silently be the second. */
function repeatedKeys(node: ValueNode, path: Path): PlacedFinding[] {
  const seen = new Set<string | number>();
  return itemsOf(node).flatMap(({ key, start, value }) => {
    const at = [...path, key];
    const again = seen.has(key) ? [{ path: at, message: `${show(key)} is there twice`, offset: start }] : [];
    seen.add(key);
    return [...again, ...repeatedKeys(value, at)];
  });
}

/** Of a key and its value, where the key begins; of something that is missing, where it would be. */
function offsetOf(root: ValueNode | undefined, path: Path): number {
  let offset = root ? rangeOf(root).start : 0;
  let node = root;
  for (const key of path) {
    const item: Item | undefined = node && itemsOf(node).find((one) => one.key === key);
    if (item) offset = item.start;
    node = item?.value;
  }
  return offset;
}

function placeAt(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
