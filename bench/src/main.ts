/** Measures what the project promises about speed and size, each figure beside its peers in the same run. */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { firstMessage, startChild } from "./child.js";
import type { Effort, Result } from "./figure.js";
import { figures } from "./figures.js";
import type { Order } from "./run-figure.js";
import { formatTable, type Row, toRow } from "./table.js";

const thorough: Effort = { rounds: 9, scale: 1 };
const quick: Effort = { rounds: 5, scale: 0.1 };

const { values: options } = parseArgs({
  options: { json: { type: "string" }, quick: { type: "boolean" }, only: { type: "string" } },
});
const chosen = figures.filter(({ name }) => options.only === undefined || options.only === name);
if (chosen.length === 0) {
  console.error(`--only takes one of ${figures.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

const rows: Row[] = [];
const effort = options.quick ? quick : thorough;
for (const { name } of chosen) {
  console.error(`measuring ${name} …`);
  const child = startChild(new URL("./run-figure.js", import.meta.url));
  const results = firstMessage<readonly Result[]>(child);
  const order: Order = { name, effort };
  child.send(order);
  rows.push(...(await results).map(toRow));
}

const cpu = cpus();
const machine = `Node ${process.versions.node}, ${cpu.length} × ${cpu[0]?.model ?? "unknown CPU"}`;
console.log(`${machine}; medians of ${effort.rounds} samples or more\n`);
console.log(formatTable(rows));
const missed = rows.filter(({ met }) => !met).map(({ name }) => name);
console.log(missed.length === 0 ? "\nAll aims are met." : `\nMissed: ${missed.join("; ")}.`);
if (options.json !== undefined) {
  writeFileSync(options.json, `${JSON.stringify({ machine, date: new Date().toISOString(), rows }, null, 2)}\n`);
}
