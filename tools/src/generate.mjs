// Writes the files that are made from other files, or with --check says which of them are stale.
//   node tools/src/generate.mjs [--check] [--data <folder with other device files, checked only>]
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compileDeviceData } from "./device-data.mjs";
import { compileDeviceIds } from "./device-ids.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const deviceDb = join(root, "packages/device-db");
const protocols = join(root, "packages/protocols/src");
/** Files of the protocols package that are no protocol. */
const noProtocols = new Set(["index.ts", "simulators.ts"]);

const { values: flags } = parseArgs({ options: { check: { type: "boolean" }, data: { type: "string" } } });

function main() {
  const data = deviceData(flags.data ? resolve(flags.data) : join(deviceDb, "data"));
  if (flags.data) return;
  const targets = [
    [join(deviceDb, "src/database.generated.ts"), databaseSource(data)],
    [join(deviceDb, "src/ids.generated.ts"), idsSource(checked(compileDeviceIds(filesOf(join(deviceDb, "ids")))).rows)],
    [join(protocols, "protocols.generated.ts"), listSource(protocolKeys(), "", "protocols", "ProtocolDefinition")],
    [join(protocols, "simulators.generated.ts"), listSource(simulatorKeys(), ".sim", "simulators", "Simulator")],
  ];
  const stale = targets.filter(([path, text]) => currentText(path) !== text);
  if (!flags.check) for (const [path, text] of stale) writeFileSync(path, text);
  for (const [path] of stale) {
    console.log(
      flags.check ? `${relative(root, path)} is stale: run npm run generate` : `wrote ${relative(root, path)}`,
    );
  }
  if (flags.check && stale.length > 0) process.exitCode = 1;
}

function deviceData(folder) {
  const schema = JSON.parse(readFileSync(join(deviceDb, "schema/device-file.schema.json"), "utf8"));
  return checked(compileDeviceData(filesOf(folder), schema)).data;
}

function filesOf(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  // By key: with its ending, a name would come after the longer names that begin with it.
  const keys = names.map((name) => name.slice(0, -".yaml".length)).sort();
  return keys.map((key) => {
    const path = join(folder, `${key}.yaml`);
    return { name: relative(root, path), text: readFileSync(path, "utf8") };
  });
}

function checked(compiled) {
  for (const problem of compiled.problems) console.error(problem);
  if (compiled.problems.length > 0) process.exit(1);
  return compiled;
}

/**
 * JSON in a text of ASCII: engines read that twice as fast as the same in an expression. One row a line, for `git diff`.
 */
function databaseSource({ featureLists, protocols: entries }) {
  const rows = (values) => values.map((value) => JSON.stringify(value)).join(",\n");
  const sources = entries.map(
    ({ models, ...more }) => `${JSON.stringify(more).slice(0, -1)},"models":[\n${rows(models)}\n]}`,
  );
  const json = `{"featureLists":[\n${rows(featureLists)}\n],"protocols":[\n${sources.join(",\n")}\n]}`;
  return `// Made from packages/device-db/data by tools/src/generate.mjs. Edit that, not this.
import type { DeviceData } from "./device-data.js";

export const deviceData: DeviceData = JSON.parse(String.raw\`
${json.replaceAll(/[`$]|[^\n -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)}
\`);
`;
}

function idsSource(rows) {
  const sources = rows.map(([key, models]) => {
    const lines = models.map((model) => `      ${JSON.stringify(model)},\n`);
    return `  [\n    ${JSON.stringify(key)},\n    [\n${lines.join("")}    ],\n  ],\n`;
  });
  return `// Made from packages/device-db/ids by tools/src/generate.mjs. Edit that, not this.
import type { IdRow } from "./ids.js";

export const idRows: readonly (readonly [protocol: string, rows: readonly IdRow[]])[] = [
${sources.join("")}];
`;
}

function protocolKeys() {
  return readdirSync(protocols)
    .filter((name) => /^[^.]+\.ts$/.test(name) && !noProtocols.has(name))
    .map((name) => name.slice(0, -".ts".length))
    .sort();
}

function simulatorKeys() {
  return readdirSync(protocols)
    .filter((name) => /^[^.]+\.sim\.ts$/.test(name))
    .map((name) => name.slice(0, -".sim.ts".length))
    .sort();
}

function listSource(keys, suffix, name, type) {
  const variable = (key) => key.replaceAll(/[-_]+(.)/g, (_, letter) => letter.toUpperCase());
  const imports = keys.map((key) => `import ${variable(key)} from "./${key}${suffix}.js";`);
  return `// Made from the files of this folder by tools/src/generate.mjs. Do not edit.
import type { ${type} } from "@buttplug-ts/protocol-kit";
${imports.join("\n")}

export const ${name}: readonly ${type}[] = [${keys.map(variable).join(", ")}];
`;
}

function currentText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

main();
