import { expect, it } from "vitest";
import { codeOnly, linesMatching, productFiles } from "./repository.js";

const clockFile = "packages/core/src/clock.ts";
const time = /(?<![\w$])(?:setTimeout|setInterval)(?![\w$])|\bDate\.now\b|\bperformance\.now\b/;

it("time comes from the Clock that is passed in", () => {
  const wrong = productFiles()
    .filter(({ path }) => path !== clockFile)
    .flatMap(({ path, text }) => linesMatching(path, codeOnly(text), time))
    .map(({ at, found }) => `${at} uses ${found}: take a Clock of core as an argument`);
  expect(wrong).toEqual([]);
});

it("the one exception is still where this rule looks for it", () => {
  const file = productFiles().find(({ path }) => path === clockFile);
  expect(linesMatching(clockFile, codeOnly(file?.text ?? ""), time).length).toBeGreaterThan(1);
});
