// Begins a new protocol: its data file and its source file, which pass all checks and say where to fill in what.
//   npm run new-protocol -- <key> [--bluetooth-name <name>] [--root <folder of the repository>]
import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { keyProblem, protocolFiles } from "./protocol-files.mjs";

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { "bluetooth-name": { type: "string" }, root: { type: "string" } },
});
const root = resolve(flags.root ?? fileURLToPath(new URL("../..", import.meta.url)));
const [key = "", ...more] = positionals;
const taken = ["packages/device-db/data", "packages/protocols/src"].flatMap((folder) =>
  readdirSync(join(root, folder)).map((name) => name.replace(/\..*$/, "")),
);
const problem = more.length > 0 ? "one key at a time, please" : keyProblem(key, taken);
if (problem) {
  console.error(`${problem}\nusage: npm run new-protocol -- <key> [--bluetooth-name <name>]`);
  process.exit(2);
}
for (const [path, text] of Object.entries(protocolFiles(key, flags["bluetooth-name"] ?? key.toUpperCase()))) {
  writeFileSync(join(root, path), text, { flag: "wx" });
  console.log(`wrote ${path}`);
}
// Another root is a test's, which has no generator.
if (flags.root === undefined) {
  const generate = fileURLToPath(new URL("generate.mjs", import.meta.url));
  process.exitCode = spawnSync(process.execPath, [generate], { stdio: "inherit" }).status ?? 1;
  console.log("Now fill in what says FILL IN, then: npm run generate && npm run docs && npm test");
}
