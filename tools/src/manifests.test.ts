import { describe, expect, it } from "vitest";
import { allPackages, folderOf, type Package, readJson } from "./repository.js";

const rootManifest = readJson<{ version: string; engines: Record<string, string> }>("package.json");
const withoutDependencies = ["core", "messages", "client", "protocols", "protocol-kit", "server", "device-db"];
/** Ciphers, hashes and parsers with places are not to be written once more; each is in an entry of its own. */
const allowedLibraries: Readonly<Record<string, readonly string[]>> = {
  "device-db": ["@humanwhocodes/momoa", "yaml"],
  "protocol-kit": ["@noble/ciphers", "@noble/hashes"],
};

function allDependencies({ manifest }: Package): Readonly<Record<string, string>> {
  return { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.peerDependencies };
}

describe.each(allPackages().map((one) => [one.folder, one] as const))("the manifest of %s", (folder, one) => {
  const { manifest } = one;

  it("says name, version, licence, module type, side effects and engine as every other", () => {
    expect(manifest).toMatchObject({
      name: folder === "buttplug-ts" ? folder : `@buttplug-ts/${folder}`,
      version: rootManifest.version,
      license: "BSD-3-Clause",
      type: "module",
      sideEffects: false,
      engines: rootManifest.engines,
    });
  });

  it("exports each entry with source, types and code, and the source exists", () => {
    const entries = Object.entries(manifest.exports ?? {}).filter(([entry]) => entry !== "./package.json");
    expect(entries.length, "add an entry `.` to exports").toBeGreaterThan(0);
    for (const [entry, value] of entries) {
      expect(value, `exports["${entry}"]`).toEqual(
        expect.objectContaining({
          "@buttplug-ts/source": expect.stringMatching(/^\.\/src\/.+\.ts$/),
          types: expect.stringMatching(/^\.\/dist\/.+\.d\.ts$/),
          default: expect.stringMatching(/^\.\/dist\/.+\.js$/),
        }),
      );
      const conditions = value as Readonly<Record<string, string>>;
      expect(Object.keys(conditions)[0], "the condition of sources comes first").toBe("@buttplug-ts/source");
      expect(Object.keys(conditions).at(-1), "default comes last").toBe("default");
      const source = conditions["@buttplug-ts/source"] ?? "";
      const stem = source.replace("./src/", "./dist/").replace(/\.ts$/, "");
      expect([conditions["types"], conditions["default"]]).toEqual([`${stem}.d.ts`, `${stem}.js`]);
      const [before = "", after] = `packages/${folder}/${source.slice(2)}`.split("*");
      const found = one.files.some(({ path }) =>
        after === undefined ? path === before : path.startsWith(before) && path.endsWith(after),
      );
      expect(found, `packages/${folder}/${source.slice(2)} is missing`).toBe(true);
    }
  });

  it("depends on the packages that tsconfig.json refers to, and on no others", () => {
    const config = readJson<{ references?: { path: string }[] }>(`packages/${folder}/tsconfig.json`);
    const references = (config.references ?? []).map(({ path }) => path.replace("../", "")).sort();
    const dependencies = Object.keys(allDependencies(one)).flatMap((name) => folderOf(name) ?? []);
    expect(references, "references of tsconfig.json against dependencies of package.json").toEqual(dependencies.sort());
  });

  it("asks for the packages of the workspace in exactly their version", () => {
    const others = Object.entries(allDependencies(one)).filter(
      ([name, version]) => folderOf(name) !== undefined && version !== rootManifest.version,
    );
    expect(others).toEqual([]);
  });

  it.runIf(withoutDependencies.includes(folder))(
    "has no runtime dependency outside the workspace but allowed ones",
    () => {
      const foreign = Object.keys(allDependencies(one)).filter((name) => folderOf(name) === undefined);
      const why = `${folder} carries no other third-party code; see docs/decisions/0003-libraries.md`;
      expect(foreign.sort(), why).toEqual(allowedLibraries[folder] ?? []);
    },
  );
});

describe("the workspace", () => {
  it("builds every package", () => {
    const { references } = readJson<{ references: { path: string }[] }>("tsconfig.json");
    const folders = allPackages().map(({ folder }) => `packages/${folder}`);
    const built = references.map(({ path }) => path).filter((path) => path.startsWith("packages/"));
    expect(built.sort(), "references of the root tsconfig.json").toEqual(folders.sort());
  });

  it("has every package that must carry no dependency", () => {
    expect(allPackages().map(({ folder }) => folder)).toEqual(expect.arrayContaining(withoutDependencies));
  });
});
