import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const files = ["attacks-pages", "attacks-network", "attacks-requests", "attacks-floods"];

/** The titles of the tests in a file. */
function titlesIn(file: string): readonly string[] {
  const found = read(`${file}.test.ts`).matchAll(/"([^"]+)",\s*(?:\{[^}]*\},\s*)?async/g);
  return [...found].map(([, title = ""]) => title);
}

/** What the last column of the table names. */
const rows = read("../../../docs/threat-model.md").match(/^\|.*\|$/gm) ?? [];
const attacks = rows.slice(rows.findIndex((row) => row.startsWith("| attack |")) + 2);
const listed = attacks.map((row) => {
  const [, file = "", title = ""] = /\| `([a-z-]+)`: ([^|]+) \|$/.exec(row) ?? [];
  return { file, title };
});

it.each(listed)("the threat model names a test that is there: $file: $title", ({ file, title }) => {
  expect(titlesIn(file)).toContain(title);
});

it("every attack that is played stands in the threat model", () => {
  const titles = files.flatMap(titlesIn);
  expect(titles.length).toBeGreaterThan(50);
  const known = new Set(listed.map(({ title }) => title));
  expect(titles.filter((title) => !known.has(title))).toEqual([]);
});
