// Gives every package the same version and names it in the changelog: `npm run set-version -- 0.2.0`.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);
const version = process.argv[2] ?? "";
const dependencyFields = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

const groups = ["packages", "examples"].flatMap((group) =>
  readdirSync(new URL(`${group}/`, root)).map((name) => `${group}/${name}/package.json`),
);
const files = ["package.json", ...groups, "bench/package.json", "conformance/package.json", "tools/package.json"]
  .map((path) => ({ path, url: new URL(path, root) }))
  .filter(({ url }) => existsSync(url))
  .map((file) => ({ ...file, manifest: JSON.parse(readFileSync(file.url, "utf8")) }));
const packages = files.filter(({ path }) => path.startsWith("packages/")).map(({ manifest }) => manifest.name);

function setVersion({ path, url, manifest }) {
  if (path === "package.json" || path.startsWith("packages/")) manifest.version = version;
  for (const field of dependencyFields) {
    for (const name of Object.keys(manifest[field] ?? {})) {
      if (packages.includes(name)) manifest[field][name] = version;
    }
  }
  writeFileSync(url, `${JSON.stringify(manifest, null, 2)}\n`);
}

function nameInChangelog() {
  const url = new URL("CHANGELOG.md", root);
  const text = readFileSync(url, "utf8");
  const day = new Date().toISOString().slice(0, 10);
  if (text.includes(`## ${version} `)) return;
  writeFileSync(url, text.replace("## Unreleased\n", `## Unreleased\n\n## ${version} (${day})\n`));
}

if (!/^\d+\.\d+\.\d+(-[0-9a-z.-]+)?$/.test(version)) {
  console.error("which version? npm run set-version -- 0.2.0");
  process.exitCode = 1;
} else {
  for (const file of files) setVersion(file);
  nameInChangelog();
  // Only the lock file: the workspace links its packages to each other already.
  const { status } = spawnSync("npm", ["install", "--package-lock-only"], { cwd: root, stdio: "inherit", shell: true });
  process.exitCode = status ?? 1;
  console.log(`${packages.length} packages are ${version}`);
}
