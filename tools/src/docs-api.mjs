// The API reference: one page for each entry of the umbrella package, from the docstrings of what it exports.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inputTypes, outputTypes } from "@buttplug-ts/core";
import { Application } from "typedoc";
import { load } from "typedoc-plugin-markdown";

/** What `buttplug-ts` exports, by the name of its page. */
function entriesOf(root) {
  const { exports } = JSON.parse(readFileSync(join(root, "packages/buttplug-ts/package.json"), "utf8"));
  const entries = Object.entries(exports).filter(([, value]) => typeof value === "object");
  return entries.map(([entry, conditions]) => ({
    page: entry === "." ? "index" : entry.slice(2),
    specifier: entry === "." ? "buttplug-ts" : `buttplug-ts/${entry.slice(2)}`,
    source: join(root, "packages/buttplug-ts", conditions["@buttplug-ts/source"]),
  }));
}

/** Pages by file name, such as `api/index.md`. */
export async function apiPages(root, notice) {
  const entries = entriesOf(root);
  const folder = mkdtempSync(join(tmpdir(), "buttplug-ts-api-"));
  try {
    await writePages(
      root,
      entries.map(({ source }) => source),
      folder,
    );
    const pages = entries.map(({ page, specifier }) => {
      const text = readFileSync(join(folder, `${page}.md`), "utf8");
      return [`api/${page}.md`, compact(text).replace(/^# .*\n/, `# ${specifier}\n\n${notice}\n`)];
    });
    return Object.fromEntries(pages);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writePages(root, entryPoints, folder) {
  const app = await Application.bootstrapWithPlugins({
    entryPoints,
    tsconfig: join(root, "tools/src/docs.tsconfig.json"),
    plugin: [load],
    router: "module",
    outputs: [{ name: "markdown", path: folder }],
    readme: "none",
    disableSources: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeProtected: true,
    excludeExternals: true,
    disableGit: true,
    hideBreadcrumbs: true,
    hidePageHeader: true,
    hideGroupHeadings: true,
    useCodeBlocks: true,
    expandObjects: true,
    expandParameters: true,
    interfacePropertiesFormat: "table",
    typeAliasPropertiesFormat: "table",
    propertyMembersFormat: "table",
    parametersFormat: "table",
    validation: false,
    skipErrorChecking: true,
    logLevel: "Warn",
  });
  const project = await app.convert();
  if (project === undefined || app.logger.hasErrors()) throw new Error("typedoc cannot read the sources");
  await app.generateOutputs(project, folder);
}

/** Without what the signature says already: types of parameters that nothing is said about, results, inheritance. */
function compact(text) {
  const blocks = text
    .replaceAll("\n***\n", "\n")
    .replaceAll("__namedParameters", "options")
    .split(/\n(?=#+ )/);
  const kept = blocks.flatMap((block) => {
    const [heading = "", ...rest] = block.split("\n");
    const name = heading.replace(/^#+ /, "");
    const body = rest.join("\n");
    if (["Parameters", "Type Parameters"].includes(name)) return /\| Description \|/.test(body) ? [block] : [];
    if (["Returns", "Overrides", "Inherited from", "Implementation of", "Extends"].includes(name)) {
      const said = name === "Returns" ? body.trim().split("\n\n").slice(1).join("\n\n") : "";
      return said === "" ? [] : [`Gives ${said}\n`];
    }
    if (["Get Signature", "Constructor"].includes(name))
      return [body.trim() === "" ? "" : `${body.replace(/^\n/, "")}`];
    if (["Throws"].includes(name)) return [`Throws ${body.trim()}\n`];
    return [block];
  });
  const lines = kept
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
  return `${withoutNoise(withNamedUnions(lines))}\n`;
}

/** With the names of two types that typedoc writes out, in an order that changes with what was compiled before. */
function withNamedUnions(text) {
  const named = new Map([
    [[...inputTypes].sort().join(), "InputType"],
    [[...outputTypes].sort().join(), "OutputType"],
  ]);
  return text
    .replaceAll(/\s*(?:\|\s*)?"\w+"(?:\s*\|\s*"\w+")+/g, (union) => {
      const members = [...union.matchAll(/"(\w+)"/g)].map(([, member]) => member);
      const name = named.get(members.sort().join());
      return name === undefined ? union : ` ${name}`;
    })
    .replaceAll(/([([<{]) (InputType|OutputType)/g, "$1$2")
    .replaceAll("typeof inputTypes[number]", literals(inputTypes))
    .replaceAll("typeof outputTypes[number]", literals(outputTypes));
}

function literals(names) {
  return names.map((name) => `"${name}"`).join(" | ");
}

/** Without columns of tables that say nothing here, and without anchors that nothing leads to. */
function withoutNoise(text) {
  const cellsOf = (row) => row.slice(2, -2).split(/(?<!\\) \| /);
  let dropped = new Set();
  const lines = text.split("\n").map((line) => {
    if (!/^\| .* \|$/.test(line)) return line;
    const cells = cellsOf(line);
    if (cells[0] === "Property") {
      const noise = cells.flatMap((cell, column) =>
        /^(Modifier|Inherited from|Overrides)$/.test(cell) ? [column] : [],
      );
      dropped = new Set(noise);
    }
    return `| ${cells.filter((_, column) => !dropped.has(column)).join(" | ")} |`;
  });
  const isWanted = (id) => text.includes(`(#${id})`);
  return lines.join("\n").replaceAll(/<a id="([^"]*)"><\/a> /g, (anchor, id) => (isWanted(id) ? anchor : ""));
}
