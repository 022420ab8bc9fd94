import { inspect, isDeepStrictEqual } from "node:util";

/** Where two values first differ, and how; undefined if they are equal. */
export function firstDifference(actual: unknown, expected: unknown, path = ""): string | undefined {
  if (isDeepStrictEqual(actual, expected)) return undefined;
  if (!isTree(actual) || !isTree(expected)) return `${path && `${path}: `}${show(actual)} instead of ${show(expected)}`;
  const [got, wanted] = [new Map(Object.entries(actual)), new Map(Object.entries(expected))];
  const keys = [...new Set([...wanted.keys(), ...got.keys()])];
  const differing = keys.find((key) => !isDeepStrictEqual(got.get(key), wanted.get(key)));
  if (differing === undefined) return `${path && `${path}: `}${show(actual)} instead of ${show(expected)}`;
  return firstDifference(got.get(differing), wanted.get(differing), `${path}/${differing}`);
}

function isTree(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function show(value: unknown): string {
  return inspect(value, { depth: 8, breakLength: Number.POSITIVE_INFINITY });
}
