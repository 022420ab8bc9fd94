import { readFileSync } from "node:fs";
import { ButtplugError, textOf } from "@buttplug-ts/core";
import { type SpecVersion, specVersions } from "./phrase.js";

/**
 * Where this project differs from a case on purpose. `expected` and `got` are commands such as `tx: f1 40`; null for
 * `expected` is a command that the case does not have, null for `got` one that never comes.
 */
export interface Difference {
  readonly case: string;
  readonly versions: readonly SpecVersion[];
  readonly expected: string | null;
  readonly got: string | null;
  readonly reason: string;
}

/** The differences that one run may meet. A run that passes must have met all of them. */
export class AllowedDifferences {
  readonly #open: readonly Difference[];
  readonly #met = new Set<Difference>();

  constructor(all: readonly Difference[], caseName: string, version: SpecVersion) {
    this.#open = all.filter((each) => each.case === caseName && each.versions.includes(version));
  }

  /** Whether it is on purpose that `got` came for `expected`. */
  allows(expected: string | null, got: string | null): boolean {
    const found = this.#open.find((each) => each.expected === expected && each.got === got);
    if (found) this.#met.add(found);
    return found !== undefined;
  }

  get unmet(): readonly Difference[] {
    return this.#open.filter((each) => !this.#met.has(each));
  }
}

/** @throws ButtplugError `usage/invalid-argument` for a file that is no list of differences. */
export function readDifferences(file: string): readonly Difference[] {
  let entries: unknown;
  try {
    entries = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw wrong(file, textOf(error));
  }
  if (!Array.isArray(entries)) throw wrong(file, "expected a list");
  entries.forEach((entry, index) => {
    if (!isDifference(entry)) {
      throw wrong(file, `entry ${index} needs case, versions, expected, got (texts or null, not both null) and reason`);
    }
  });
  return entries as Difference[];
}

function isDifference(entry: unknown): entry is Difference {
  if (typeof entry !== "object" || entry === null) return false;
  const { case: name, versions, expected, got, reason, ...rest } = entry as Partial<Difference>;
  const texts = [expected, got].every((each) => each === null || typeof each === "string");
  const known = Array.isArray(versions) && versions.length > 0 && versions.every((each) => specVersions.includes(each));
  const named = typeof name === "string" && typeof reason === "string" && reason.length > 0;
  return named && known && texts && expected !== got && Object.keys(rest).length === 0;
}

function wrong(file: string, what: string): ButtplugError {
  return new ButtplugError("usage/invalid-argument", `${file}: ${what}`, { details: { argument: "differences" } });
}
