import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { run } from "./command.mjs";

/** Deletes what was compiled from sources that are gone; the compiler leaves it. Gives how many files. */
export function removeStale(root) {
  const stale = readdirSync(join(root, "packages")).flatMap((name) => {
    const output = join(root, "packages", name, "dist");
    if (!existsSync(output)) return [];
    const compiled = readdirSync(output, { recursive: true }).filter((path) => /\.(js|d\.ts)(\.map)?$/.test(path));
    const source = (path) => join(root, "packages", name, "src", path.replace(/(\.d)?\.[jt]s(\.map)?$/, ".ts"));
    return compiled.filter((path) => !existsSync(source(path))).map((path) => join(output, path));
  });
  for (const path of stale) rmSync(path);
  return stale.length;
}

/** Packs the public packages of the workspace. */
export async function pack(root, into) {
  mkdirSync(into);
  const manifests = readdirSync(join(root, "packages"))
    .map((folder) => join(root, "packages", folder, "package.json"))
    .filter(existsSync)
    .map((path) => JSON.parse(readFileSync(path, "utf8")));
  const names = manifests.filter((manifest) => manifest.private !== true).map(({ name }) => name);
  const workspaces = names.flatMap((name) => ["--workspace", name]);
  const { standard } = await run("npm", ["pack", "--json", "--pack-destination", into, ...workspaces], root);
  // A list in npm 11, an object by name in npm 12.
  return Object.values(JSON.parse(standard)).map(({ name, version, filename, size, files }) => ({
    name,
    version,
    file: join(into, filename),
    size,
    paths: files.map(({ path }) => path),
  }));
}

/** Installs the tarballs together, and checks that each of our packages is there once and came from its tarball. */
export async function install(packed, folder) {
  const dependencies = Object.fromEntries(packed.map(({ name, file }) => [name, `file:${file}`]));
  const manifest = { name: "consumer", version: "1.0.0", private: true, type: "module", dependencies };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  await run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
  const { packages } = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
  const installed = Object.entries(packages).filter(([path]) => path !== "");
  const ours = installed.filter(([path]) => packed.some(({ name }) => path.endsWith(`node_modules/${name}`)));
  for (const [path, { resolved = "" }] of ours) {
    if (!resolved.startsWith("file:")) throw new Error(`${path} came from ${resolved || "the registry"}`);
  }
  if (ours.length !== packed.length) throw new Error(`${ours.length} packages of ours instead of ${packed.length}`);
  return installed.map(([path]) => path.replace("node_modules/", "")).filter((name) => !(name in dependencies));
}

/** What is wrong with the contents of an installed package. */
export function flawsOf({ name, paths }, folder, licence) {
  const flaws = ["LICENSE", "README.md", "package.json"]
    .filter((path) => !paths.includes(path))
    .map((path) => `${path} is missing`);
  if (flaws.length > 0) return flaws;
  const text = (path) => readFileSync(join(folder, path), "utf8");
  const unwanted = paths.filter((path) => /\.test\.|(^|\/)test\/|tsbuildinfo|node_modules/.test(path));
  flaws.push(...unwanted.map((path) => `${path} does not belong in it`));
  if (!text("README.md").startsWith(`# ${name}\n`)) flaws.push(`README.md does not begin with "# ${name}"`);
  const hasDatabase = paths.some((path) => path.includes("database.generated"));
  if (hasDatabase && !text("LICENSE").includes("Nonpolynomial Labs LLC")) {
    flaws.push("LICENSE lacks the notice of the Buttplug project, whose data is in the package");
  }
  if (!hasDatabase && text("LICENSE") !== licence) flaws.push("LICENSE is not that of the repository");
  for (const path of paths.filter((one) => /\.(js|d\.ts)$/.test(one))) {
    const map = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(text(path))?.[1];
    if (map === undefined) continue;
    const mapPath = join(dirname(path), map);
    if (!paths.includes(mapPath)) flaws.push(`${path} names ${map}, which is missing`);
  }
  for (const path of paths.filter((one) => one.endsWith(".map"))) {
    for (const source of JSON.parse(text(path)).sources) {
      if (!paths.includes(normalize(join(dirname(path), source)))) flaws.push(`${path} points to ${source}, not there`);
    }
  }
  return flaws;
}
