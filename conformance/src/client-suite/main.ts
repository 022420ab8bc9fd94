/** Takes clients through the scenarios, or serves the scenarios for a client that comes by itself. */
import { systemClock } from "@buttplug-ts/core";
import { Argument, Command, Option } from "commander";
import { clients } from "./clients.js";
import { formatCounts, formatCriterion, formatOutcome } from "./report.js";
import { type Outcome, runScenario } from "./run-scenario.js";
import type { Scenario } from "./scenario.js";
import { scenarios } from "./scenarios.js";
import { serveScenarios } from "./serve-scenarios.js";
import type { Timing } from "./stage.js";

interface Options {
  readonly client?: string;
  readonly patience?: number;
  readonly listen?: true;
  readonly port: number;
}

const width = Math.max(...scenarios.map(({ name }) => name.length));

async function listen(chosen: readonly Scenario[], timing: Timing, port: number): Promise<void> {
  const onOutcome = (outcome: Outcome) => {
    console.log(`${outcome.scenario.padEnd(width)}  ${formatOutcome(outcome)}`);
    for (const met of outcome.criteria.filter(({ problem }) => problem === undefined)) {
      console.log(`${" ".repeat(width)}    met: ${formatCriterion(met)}`);
    }
  };
  const { address } = await serveScenarios({ scenarios: chosen, port, timing, onOutcome });
  for (const { name, task } of chosen) console.log(`${address}/${name.padEnd(width)}  ${task}`);
  console.log("\nEach scenario waits at its address for a client that does what stands beside it.");
}

async function drive(chosen: readonly Scenario[], timing: Timing, only: string | undefined): Promise<void> {
  const driven = Object.entries(clients).filter(([name]) => (only ?? name) === name);
  const results = driven.map(([name, makeDriver]) => ({ name, makeDriver, outcomes: [] as Outcome[] }));
  for (const scenario of chosen) {
    const parts: string[] = [];
    for (const { name, makeDriver, outcomes } of results) {
      const outcome = await runScenario(scenario, makeDriver, timing);
      outcomes.push(outcome);
      parts.push(`${name} ${formatOutcome(outcome)}`);
    }
    console.log(`${scenario.name.padEnd(width)}  ${parts.join("  |  ")}`);
  }
  console.log("");
  for (const { name, outcomes } of results) console.log(`${name}: ${formatCounts(outcomes)}`);
  // The first client decides: the others are there to compare. Exits, because a client may wait for ever.
  process.exit(results[0]?.outcomes.some(({ failure }) => failure) ? 1 : 0);
}

await new Command("client-suite")
  .description("Takes clients of message spec v4 through what servers may do. Without --client, all known clients.")
  .addArgument(new Argument("[scenarios...]", "all if none is named").choices(scenarios.map(({ name }) => name)))
  .addOption(new Option("--client <name>", "the only client to drive").choices(Object.keys(clients)))
  .option("--patience <ms>", "how long anything may take (default: 2000, with --listen 30000)", Number)
  .option("--listen", "serve the scenarios for a client that comes by itself")
  .option("--port <port>", "where to listen; 0 is a free port", Number, 0)
  .action((names: readonly string[], { client, patience, listen: isServing, port }: Options) => {
    const chosen = scenarios.filter(({ name }) => names.length === 0 || names.includes(name));
    const timing = { clock: systemClock, patienceMs: patience ?? (isServing ? 30_000 : 2000) };
    return isServing ? listen(chosen, timing, port) : drive(chosen, timing, client);
  })
  .parseAsync();
