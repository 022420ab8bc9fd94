import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import {
  allPackages,
  codeOnly,
  exists,
  folderOf,
  importsOf,
  linesMatching,
  type Package,
  readJson,
  readText,
  type SourceFile,
} from "./repository.js";

interface Layer {
  readonly mayImport: readonly string[];
  readonly runtimeFree: boolean;
}

const layers = readJson<Readonly<Record<string, Layer>>>("layers.json");
const packages = allPackages();
const notEvenInTests = ["engine", "dashboard"];
const clockFile = "packages/core/src/clock.ts";

function mayImport(folder: string): readonly string[] {
  return layers[folder]?.mayImport ?? [];
}

function dependenciesOf({ manifest }: Package): string[] {
  const { dependencies, optionalDependencies, peerDependencies } = manifest;
  return Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
}

/** Imports of other packages of the workspace. */
function arrowsOf(folder: string, file: SourceFile): string[] {
  return importsOf(file.text).flatMap((specifier) => {
    const target = folderOf(specifier);
    return target === undefined || target === folder ? [] : [target];
  });
}

describe("layers.json", () => {
  it("has a row for each package and a package for each row", () => {
    const folders = packages.map(({ folder }) => folder);
    expect(Object.keys(layers).sort(), "add a row to layers.json for a new package, or remove a stale row").toEqual(
      folders.sort(),
    );
  });

  it("has arrows in one direction only", () => {
    const open = new Map(Object.entries(layers));
    while (open.size > 0) {
      const free = [...open].filter(([, { mayImport }]) => !mayImport.some((target) => open.has(target)));
      expect(free, `these rows form a circle or name each other: ${[...open.keys()].join(", ")}`).not.toEqual([]);
      for (const [folder] of free) open.delete(folder);
    }
  });

  it("names only packages that exist", () => {
    const unknown = Object.values(layers).flatMap(({ mayImport }) => mayImport.filter((name) => !(name in layers)));
    expect(unknown).toEqual([]);
  });

  it.skipIf(!exists("ARCHITECTURE.md"))("is the table of ARCHITECTURE.md", () => {
    const rows = readText("ARCHITECTURE.md")
      .split("\n")
      .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")))
      .filter((cells) => cells.length >= 4 && (cells[1] ?? "") in layers)
      .map((cells) => [cells[1] ?? "", (cells.at(-2) ?? "").split(/,\s*/).filter((name) => /\w/.test(name))] as const);
    const expected = Object.fromEntries(Object.entries(layers).map(([folder, row]) => [folder, [...row.mayImport]]));
    expect(
      Object.fromEntries(rows),
      "ARCHITECTURE.md needs one table row a package: | `name` | … | what it may import, as in layers.json, or – |",
    ).toEqual(expected);
  });
});

describe("arrows between packages", () => {
  it("go only where layers.json allows, in sources", () => {
    const wrong = packages.flatMap(({ folder, files }) =>
      files
        .filter(({ isTest }) => !isTest)
        .flatMap((file) =>
          arrowsOf(folder, file)
            .filter((target) => !mayImport(folder).includes(target))
            .map((target) => `${file.path} imports ${target}: ${folder} may import ${list(mayImport(folder))}`),
        ),
    );
    expect(wrong).toEqual([]);
  });

  it("go only where layers.json allows, in manifests", () => {
    const wrong = packages.flatMap((one) =>
      dependenciesOf(one)
        .flatMap((name) => folderOf(name) ?? [])
        .filter((target) => !mayImport(one.folder).includes(target))
        .map((target) => `packages/${one.folder}/package.json depends on ${target}; remove it or change layers.json`),
    );
    expect(wrong).toEqual([]);
  });

  it("are declared in the manifest where sources use them", () => {
    const wrong = packages.flatMap((one) =>
      one.files
        .filter(({ isTest }) => !isTest)
        .flatMap((file) =>
          importsOf(file.text)
            .filter((specifier) => !/^(\.|#|node:)/.test(specifier))
            .map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier)
            .filter((name) => name !== one.manifest.name && !dependenciesOf(one).includes(name))
            .map((name) => `${file.path} imports ${name}: add it to the dependencies of packages/${one.folder}`),
        ),
    );
    expect(wrong).toEqual([]);
  });

  it("may go anywhere in tests, except to the engine and the dashboard", () => {
    const wrong = packages.flatMap(({ folder, files }) =>
      files
        .filter(({ isTest }) => isTest)
        .flatMap((file) =>
          arrowsOf(folder, file)
            .filter((target) => notEvenInTests.includes(target))
            .map((target) => `${file.path} imports ${target}: test it through what it is composed of`),
        ),
    );
    expect(wrong).toEqual([]);
  });

  it("never leave a package by a relative path", () => {
    const wrong = packages.flatMap(({ folder, files }) =>
      files.flatMap(({ path, text, isTest }) =>
        importsOf(text)
          .filter((specifier) => specifier.startsWith("."))
          .filter((specifier) => {
            const target = posix.join(posix.dirname(path), specifier);
            return !target.startsWith(isTest ? `packages/${folder}/` : `packages/${folder}/src/`);
          })
          .map((specifier) => `${path} imports ${specifier}: import the package by its name`),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

describe("runtime-free packages", () => {
  const runtimeFree = packages.filter(({ folder }) => layers[folder]?.runtimeFree);
  const sources = runtimeFree.flatMap(({ files }) => files.filter(({ isTest }) => !isTest));

  it("are those whose design says so", () => {
    const folders = runtimeFree.map(({ folder }) => folder);
    const always = ["core", "messages", "client", "server", "protocol-kit", "protocols", "device-db"];
    expect(folders).toEqual(expect.arrayContaining(always));
    expect(sources.length).toBeGreaterThan(10);
  });

  it("compile without the types of a runtime, and only they", () => {
    const wrong = packages.flatMap(({ folder }) => {
      const path = `packages/${folder}/tsconfig.json`;
      const extended = readJson<{ extends: string }>(path).extends;
      const wanted = `../../tsconfig.${layers[folder]?.runtimeFree ? "runtime-free" : "base"}.json`;
      return extended === wanted ? [] : [`${path} extends ${extended}; layers.json asks for ${wanted}`];
    });
    expect(wrong).toEqual([]);
  });

  it("import nothing from Node", () => {
    const wrong = sources.flatMap(({ path, text }) =>
      importsOf(text)
        .filter((specifier) => specifier.startsWith("node:"))
        .map((specifier) => `${path} imports ${specifier}: take what it does as an argument`),
    );
    expect(wrong).toEqual([]);
  });

  it("use no name that only one runtime has, and no timer", () => {
    const names = /(?<![\w$.])(?:Buffer|process|console|window|document|setTimeout|setInterval|setImmediate)(?![\w$])/;
    const wrong = sources
      .filter(({ path }) => path !== clockFile)
      .flatMap(({ path, text }) => linesMatching(path, codeOnly(text), names))
      .map(({ at, found }) => `${at} uses ${found}: use Uint8Array, Logger or Clock of core, or rename a local`);
    expect(wrong).toEqual([]);
  });
});

function list(names: readonly string[]): string {
  return names.length === 0 ? "nothing" : names.join(", ");
}
