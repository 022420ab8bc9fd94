import { homedir, hostname, userInfo } from "node:os";

const patterns: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["secret", /(?<=\btoken[=: ]+"?)[\w-]{16,}/gi],
  ["origin", /\bhttps?:\/\/[^\s/"']+/gi],
  ["address", /\b(?:[0-9a-f]{2}[:_-]){5}[0-9a-f]{2}\b/gi],
  ["address", /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi],
  ["network", /\b(?!127\.|0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}\b/g],
  ["network", /\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\b/gi],
];

/** Takes out of texts what tells who and where somebody is. The same thing becomes the same word everywhere. */
export class Redaction {
  readonly #words = new Map<string, string>();
  readonly #known: readonly (readonly [kind: string, text: string])[];

  /** `names`: what else is to go, such as names that people gave. */
  constructor(names: readonly string[]) {
    const own = [
      ["folder", homedir()],
      ["machine", hostname()],
      ["user", userInfo().username],
    ] as const;
    const given = names.map((name) => ["name", name] as const);
    // Longer ones first, so that none is cut by a part of itself; very short ones would take letters out of words.
    this.#known = [...own, ...given].filter(([, text]) => text.length > 2).sort(([, a], [, b]) => b.length - a.length);
  }

  of(text: string): string {
    let result = text;
    for (const [kind, pattern] of patterns) result = result.replace(pattern, (found) => this.#word(kind, found));
    for (const [kind, known] of this.#known) result = result.replaceAll(known, () => this.#word(kind, known));
    return result;
  }

  #word(kind: string, found: string): string {
    const key = `${kind} ${found.toLowerCase()}`;
    const count = [...this.#words.keys()].filter((each) => each.startsWith(`${kind} `)).length;
    const word = this.#words.get(key) ?? `<${kind} ${count + 1}>`;
    this.#words.set(key, word);
    return word;
  }
}
