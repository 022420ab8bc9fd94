/** Takes clients through the scenarios, or serves the scenarios for a client that comes by itself. */
import { parseArgs } from "node:util";
import { systemClock } from "@buttplug-ts/core";
import { clients } from "./clients.js";
import { formatCounts, formatCriterion, formatOutcome } from "./report.js";
import { type Outcome, runScenario } from "./run-scenario.js";
import { scenarios } from "./scenarios.js";
import { serveScenarios } from "./serve-scenarios.js";

const { values: options } = parseArgs({
  options: {
    client: { type: "string" },
    patience: { type: "string" },
    listen: { type: "boolean" },
    port: { type: "string", default: "0" },
  },
});
const patienceMs = Number(options.patience ?? (options.listen ? 30_000 : 2000));
const timing = { clock: systemClock, patienceMs };
const width = Math.max(...scenarios.map(({ name }) => name.length));

async function listen(): Promise<void> {
  const onOutcome = (outcome: Outcome) => {
    console.log(`${outcome.scenario.padEnd(width)}  ${formatOutcome(outcome)}`);
    for (const met of outcome.criteria.filter(({ problem }) => problem === undefined)) {
      console.log(`${" ".repeat(width)}    met: ${formatCriterion(met)}`);
    }
  };
  const { address } = await serveScenarios({ scenarios, port: Number(options.port), timing, onOutcome });
  for (const { name, task } of scenarios) console.log(`${address}/${name.padEnd(width)}  ${task}`);
  console.log("\nEach scenario waits at its address for a client that does what stands beside it.");
}

async function drive(names: readonly string[]): Promise<void> {
  const results = new Map<string, Outcome[]>(names.map((name) => [name, []]));
  for (const scenario of scenarios) {
    const parts: string[] = [];
    for (const [name, outcomes] of results) {
      const makeDriver = clients[name];
      if (makeDriver === undefined) continue;
      const outcome = await runScenario(scenario, makeDriver, timing);
      outcomes.push(outcome);
      parts.push(`${name} ${formatOutcome(outcome)}`);
    }
    console.log(`${scenario.name.padEnd(width)}  ${parts.join("  |  ")}`);
  }
  console.log("");
  for (const [name, outcomes] of results) console.log(`${name}: ${formatCounts(outcomes)}`);
  // The first client decides: the others are there to compare.
  const [decisive = []] = results.values();
  process.exit(decisive.some(({ failure }) => failure) ? 1 : 0);
}

const chosen = options.client === undefined ? Object.keys(clients) : [options.client];
if (options.listen) await listen();
else if (chosen.every((name) => name in clients)) await drive(chosen);
else {
  console.error(`--client takes one of ${Object.keys(clients).join(", ")}`);
  process.exit(2);
}
