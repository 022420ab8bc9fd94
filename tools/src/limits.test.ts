import { basename } from "node:path";
import { expect, it } from "vitest";
import { allPackages, filesBelow, type SourceFile } from "./repository.js";

const limits = { source: 400, test: 500, protocol: 300 };

const files: readonly SourceFile[] = [
  ...allPackages().flatMap((one) => one.files),
  ...["bench", "conformance", "examples", "tools"].flatMap(filesBelow),
];
const written = files.filter(({ isGenerated }) => !isGenerated);

function limitOf({ path, isTest }: SourceFile): number {
  if (isTest) return limits.test;
  return path.startsWith("packages/protocols/src/") ? limits.protocol : limits.source;
}

function linesOf({ text }: SourceFile): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

it("source files have at most 400 lines, tests 500, protocols 300", () => {
  expect(written.length).toBeGreaterThan(20);
  const wrong = written
    .filter((file) => linesOf(file) > limitOf(file))
    .map((file) => `${file.path} has ${linesOf(file)} lines of at most ${limitOf(file)}: split it by what it does`);
  expect(wrong).toEqual([]);
});

it("file names are kebab-case", () => {
  const wrong = files
    // A protocol's key is not ours to choose, and its files are named after it.
    .filter(({ path }) => !/^packages\/protocols\/(src|test)\//.test(path) || !basename(path).includes("_"))
    .filter(({ path }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\.[a-z]+$/.test(basename(path)))
    .map(({ path }) => `${path}: name it after its main export, in kebab-case`);
  expect(wrong).toEqual([]);
});

it("no file has a name that says nothing", () => {
  const wrong = files
    .filter(({ path }) => /^(utils?|helpers?|common|misc|shared)\./.test(basename(path)))
    .map(({ path }) => `${path}: name it after its main export`);
  expect(wrong).toEqual([]);
});
