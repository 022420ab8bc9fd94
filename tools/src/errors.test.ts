import { expect, it } from "vitest";
import { codeOnly, linesMatching, productFiles, readText, withoutComments } from "./repository.js";

const tableFile = "packages/core/src/error-table.ts";
const files = productFiles();
const withoutEngine = files.filter(({ path }) => !path.startsWith("packages/engine/"));

it("packages throw ButtplugError and never a plain error", () => {
  const plain = /\bnew Error\s*\(/;
  const builtIn = /\bnew (?:Type|Range|Syntax|Eval)?Error\s*\(/;
  const wrong = files
    .flatMap(({ path, text }) => {
      // The compliance suites play applications, which throw what they like.
      const pattern = path.startsWith("packages/testing/") ? plain : builtIn;
      return linesMatching(path, codeOnly(text), pattern);
    })
    .map(({ at, found }) => `${at} ${found}…): use ButtplugError with a code of ${tableFile}`);
  expect(wrong).toEqual([]);
});

it("packages throw and reject with errors, not with strings", () => {
  const pattern = /\b(?:throw|reject\()\s*["'`]/;
  const wrong = files
    .flatMap(({ path, text }) => linesMatching(path, codeOnly(text), pattern))
    .map(({ at }) => `${at} throws a string: use ButtplugError with a code of ${tableFile}`);
  expect(wrong).toEqual([]);
});

it("libraries print nothing; only the engine does", () => {
  expect(withoutEngine.length).toBeGreaterThan(10);
  const wrong = withoutEngine
    .flatMap(({ path, text }) => linesMatching(path, codeOnly(text), /(?<![\w$.])console\s*[.[]/))
    .map(({ at }) => `${at} prints: use the Logger that the application passes`);
  expect(wrong).toEqual([]);
});

it("every error code of the table is used somewhere", () => {
  const codes = [...readText(tableFile).matchAll(/^ {2}"([a-z]+\/[a-z-]+)":/gm)].flatMap(([, code]) => code ?? []);
  expect(codes.length).toBeGreaterThan(20);
  const text = files
    .filter(({ path }) => path !== tableFile)
    .map((file) => withoutComments(file.text))
    .join("\n");
  const unused = codes.filter((code) => !text.includes(`"${code}"`));
  expect(unused, `remove these from ${tableFile}, or use them`).toEqual([]);
});
