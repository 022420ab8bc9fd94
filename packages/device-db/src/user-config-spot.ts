/** Keys and places in lists, from the top of the file. */
export type Path = readonly (string | number)[];

/** Something wrong in a configuration, before anybody asks on which line. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
}

/** A value of a configuration and where it stands. */
export interface Spot {
  readonly value: unknown;
  readonly path: Path;
  readonly findings: Finding[];
}

/** Reads a value that may be anything; undefined if it cannot be used, after a finding that says why. */
export type Reader<T> = (spot: Spot) => T | undefined;

/** One reader a key. */
export type Readers<T> = { readonly [K in keyof T]-?: Reader<Exclude<T[K], undefined>> };

/** Notes what is wrong with the value at `spot`, or beside it at `key`. */
export function refuse({ path, findings }: Spot, message: string, ...key: Path): undefined {
  findings.push({ path: [...path, ...key], message });
}

/** The entry `key` of the list or object at `spot`. */
export function within({ path, findings }: Spot, key: string | number, value: unknown): Spot {
  return { value, path: [...path, key], findings };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The keys and values of an object. Undefined is as good as absent: programs leave out settings that way. */
export function entriesOf(spot: Spot): Map<string, Spot> | undefined {
  const { value } = spot;
  if (!isObject(value)) return refuse(spot, `${show(value)} is no object: expected { … }`);
  const present = Object.entries(value).filter(([, one]) => one !== undefined);
  return new Map(present.map(([key, one]) => [key, within(spot, key, one)]));
}

/** Reads an object key by key. What cannot be read is missing from the result; keys without a reader are findings. */
export function readObject<T extends object>(spot: Spot, readers: Readers<T>): Partial<T> | undefined {
  const entries = entriesOf(spot);
  if (entries === undefined) return undefined;
  const result: Partial<T> = {};
  for (const [key, entry] of entries) {
    if (!Object.hasOwn(readers, key)) {
      refuse(spot, `${show(key)} is not known here: ${suggestion(key, Object.keys(readers))}`, key);
      continue;
    }
    const read = readers[key as keyof T];
    const value = read(entry);
    if (value !== undefined) result[key as keyof T] = value;
  }
  return result;
}

/** What somebody who wrote `word` may have meant. */
export function suggestion(word: string, known: readonly string[]): string {
  const lower = word.toLowerCase();
  const near = known.map((name) => ({ name, distance: distance(lower, name.toLowerCase()) }));
  const [best] = near.sort((a, b) => a.distance - b.distance);
  const isNear = best !== undefined && best.distance <= Math.max(1, best.name.length / 3);
  if (isNear) return `perhaps ${show(best.name)} is meant`;
  const listed = known.slice(0, mostListed).map(show).join(", ");
  return `expected ${listed}${known.length > mostListed ? ", …" : ""}`;
}

const mostListed = 16;
const longestShown = 60;

/** Any value as text for a message, not too long. */
export function show(value: unknown): string {
  const text = typeof value === "object" || typeof value === "string" ? asJson(value) : String(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value, (_, one: unknown) =>
      typeof one === "number" && !Number.isFinite(one) ? `${one}` : one,
    );
  } catch {
    return "a value that is no JSON";
  }
}

/** How many letters must be put in, left out, changed, or swapped with the next to make one word of the other. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > b.length) return a.length;
  let before: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const changed = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      const isSwapped = j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j];
      const swapped = isSwapped ? (before[j - 1] ?? 0) + 1 : changed;
      next.push(Math.min(changed, swapped, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
