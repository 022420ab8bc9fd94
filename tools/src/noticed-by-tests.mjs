// Runs the tests of a protocol with a changed source in its place.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createVitest } from "vitest/node";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const folder = join(root, "packages/protocols/test");
const sourceOf = (key) => join(root, `packages/protocols/src/${key}.ts`);

/**
 * Opens one Vitest for many changes; it is not worth closing, as the process ends it.
 * @returns {Promise<(key: string, text: string) => Promise<boolean>>} whether a test of `packages/protocols/test` that names the protocol
 *   fails with this text as its source
 */
export async function openTests() {
  const changed = new Map();
  const changes = { name: "changes", enforce: "pre", load: (id) => changed.get(id) };
  const quick = { watch: false, isolate: false, pool: "threads", maxWorkers: 1, reporters: [{}] };
  const vitest = await createVitest("test", { root, ...quick }, { plugins: [changes], server: { watch: null } });
  await vitest.standalone();
  const found = new Map();

  async function passes(key, text) {
    const before = [...changed.keys()];
    changed.clear();
    changed.set(sourceOf(key), text);
    for (const file of [...before, sourceOf(key)]) vitest.invalidateFile(file);
    const specifications = found.get(key);
    const { testModules } = await vitest.runTestSpecifications(specifications);
    // Vitest tells the modules of earlier runs, too.
    const files = new Set(specifications.map(({ moduleId }) => moduleId));
    return testModules.filter(({ moduleId }) => files.has(moduleId)).every((module) => module.ok());
  }

  return async (key, text) => {
    if (!found.has(key)) {
      const files = testsOf(key);
      found.set(key, files.length > 0 ? await vitest.globTestSpecifications(files) : []);
      // Those that fail anyway notice nothing.
      if (files.length > 0 && !(await passes(key, readFileSync(sourceOf(key), "utf8")))) found.set(key, []);
    }
    return found.get(key).length > 0 && !(await passes(key, text));
  };
}

/** The files that name the protocol, without those that depend on chance. */
function testsOf(key) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".test.ts") && !name.endsWith(".property.test.ts"))
    .map((name) => join(folder, name))
    .filter((file) => readFileSync(file, "utf8").includes(`"${key}"`));
}
