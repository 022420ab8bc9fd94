// Writes docs/reference from tables and docstrings, or with --check says which pages are stale. Needs a build.
//   node tools/src/docs.mjs [--check]
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { apiPages } from "./docs-api.mjs";
import { devicesPage } from "./docs-devices.mjs";
import { errorsPage } from "./docs-errors.mjs";
import { messagesPage, messagesSchema } from "./docs-messages.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const reference = join(root, "docs/reference");
const { values: flags } = parseArgs({ options: { check: { type: "boolean" } } });

const pages = {
  "messages.md": messagesPage(notice("`packages/messages/src/v4.ts`")),
  "messages.schema.json": messagesSchema(),
  "errors.md": errorsPage(root, notice("the docstrings of `packages/core/src/error-table.ts`")),
  "devices.md": devicesPage(notice("`packages/device-db/data/`")),
  ...(await apiPages(root, notice("docstrings"))),
};
const wanted = new Map(Object.entries(pages).map(([name, text]) => [join(reference, name), text]));
mkdirSync(reference, { recursive: true });
const present = readdirSync(reference, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
const stale = [...wanted].filter(([path, text]) => !present.includes(path) || readFileSync(path, "utf8") !== text);
const left = present.filter((path) => !wanted.has(path));

if (!flags.check) {
  for (const [path, text] of stale) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  for (const path of left) rmSync(path);
}
for (const path of [...stale.map(([path]) => path), ...left]) {
  const name = relative(root, path).split(sep).join("/");
  console.log(flags.check ? `${name} is stale: run npm run docs` : `wrote ${name}`);
}
if (flags.check && stale.length + left.length > 0) process.exitCode = 1;

function notice(from) {
  return `Made from ${from} by \`npm run docs\`. Edit that, not this.`;
}
