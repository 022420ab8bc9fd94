import { isIP } from "node:net";

/** What is to be taken out wherever it stands, and the word for its kind. */
export interface Known {
  readonly kind: string;
  readonly text: string;
}

interface Pattern {
  readonly kind: string;
  readonly source: string;
}

/** Each looks at every letter of a text a few times at most, whatever text strangers bring into the log. */
const patterns: readonly Pattern[] = [
  {
    kind: "secret",
    source: String.raw`(?=[\w~+/=-]{12})(?<=\b(?:token|bearer|key|secret|password)\b["' ]{0,5}[=:]?["' ]{0,5})[\w~+/=-]+`,
  },
  { kind: "secret", source: String.raw`(?<![\w-])[\w-]{32}(?![\w-])` },
  // Addresses of this machine alone stay, but for what is behind them.
  {
    kind: "place",
    source: String.raw`(?<=\b[a-z][a-z+.-]*://)(?!(?:localhost|127\.0\.0\.1|\[::1\])(?![\w.]))(?:\[[^\]\s]*\])?[^\s"'<>\\,)\]]+(?<![.:;!?])`,
  },
  { kind: "address", source: "(?<![0-9a-f])(?:[0-9a-f]{2}[:_-]){5}[0-9a-f]{2}(?![0-9a-f])" },
  { kind: "address", source: "(?<![0-9a-z])[0-9a-f]{12}(?![0-9a-z])" },
  { kind: "address", source: "(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])" },
  { kind: "place", source: String.raw`(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+` },
  { kind: "place", source: String.raw`(?<![\w.-])[\w.-]+\.(?:local|lan|home|internal|localdomain)\b` },
  { kind: "network", source: String.raw`(?<![\w.:])(?:[0-9a-f]{0,4}:[0-9a-f:.]+|\d{1,3}(?:\.\d{1,3}){3})(?!\w)` },
];
/** Of this machine alone, or of any: they tell nothing. */
const harmless = /^(?:127\.|0\.0\.0\.0$|::1?$)/;
/** Shorter things are taken out only where they stand alone, lest every letter of a text become somebody. */
const unmistakableLength = 4;

/** Takes out of texts what tells who and where somebody is. The same thing becomes the same word everywhere. */
export class Redaction {
  readonly #words = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #known: readonly Known[];
  readonly #usual: Search;

  constructor(known: readonly Known[]) {
    this.#known = known;
    this.#usual = searchFor(known);
  }

  /** The word for a thing, such as `<name 2>`. */
  word(kind: string, thing: string): string {
    const key = `${kind}\n${thing.toLowerCase()}`;
    const before = this.#words.get(key);
    if (before !== undefined) return before;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    this.#words.set(key, `<${kind} ${count}>`);
    return `<${kind} ${count}>`;
  }

  /** `also`: what is known of this text only, such as who it is about. */
  text(text: string, also: readonly Known[] = []): string {
    const { any, all } = also.length === 0 ? this.#usual : searchFor([...also, ...this.#known]);
    return text.replace(any, (found, ...groups: readonly (string | undefined)[]) => {
      const { kind } = all[groups.findIndex((group) => group !== undefined)] as Pattern;
      const thing = kind === "network" ? foreignIn(found) : found;
      return thing === undefined ? found : this.word(kind, thing) + found.slice(thing.length);
    });
  }
}

interface Search {
  /** One look for all of them, so that no word is found in another. */
  readonly any: RegExp;
  /** What its groups stand for. */
  readonly all: readonly Pattern[];
}

function searchFor(known: readonly Known[]): Search {
  // Longer ones first, so that none is cut by a part of itself.
  const longestFirst = known
    .filter(({ text }) => text !== "")
    .sort((a, b) => b.text.length - a.text.length)
    .map(({ kind, text }) => ({ kind, source: sourceOf(text) }));
  const all = [...longestFirst, ...patterns];
  return { all, any: new RegExp(all.map(({ source }) => `(${source})`).join("|"), "giu") };
}

function sourceOf(text: string): string {
  const escaped = text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return [...text].length >= unmistakableLength ? escaped : `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`;
}

/** The address in a network, which may be at the end of a sentence. Undefined for what only looks like one, such as a time. */
function foreignIn(found: string): string | undefined {
  return [found, found.slice(0, -1)].find((each) => isIP(each) !== 0 && !harmless.test(each));
}
