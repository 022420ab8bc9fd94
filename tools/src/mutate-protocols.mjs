// Changes one number, byte or letter of a protocol at a time and says which changes its examples let pass. Needs a build.
//   npm run mutate-protocols -- [--key <key>] [--sample <n>] [--cases <folder with device cases>] [--simulate] [--tests]
//     [--quiet]
// A change that the examples let pass may still be caught, with --cases by the device cases of its protocol, with --simulate by simulated
// devices that answer, with --tests by the tests that name its protocol (a third of a second for each change that comes so far).
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { runExample } from "@buttplug-ts/protocol-kit";
import { protocols } from "@buttplug-ts/protocols";
import { simulators } from "@buttplug-ts/protocols/simulators";
import { moduleUrl, mutantsOf } from "./mutants.mjs";
import { openTests } from "./noticed-by-tests.mjs";
import { obeysInSimulation } from "./obeys-in-simulation.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const { values: flags } = parseArgs({
  options: {
    key: { type: "string" },
    sample: { type: "string" },
    cases: { type: "string" },
    simulate: { type: "boolean" },
    tests: { type: "boolean" },
    quiet: { type: "boolean" },
  },
});

const chosen = protocols.filter(({ key }) => flags.key === undefined || key === flags.key);
if (chosen.length === 0) {
  console.error(`there is no protocol ${flags.key}`);
  process.exit(2);
}
const cases = flags.cases ? await readCases(resolve(flags.cases)) : undefined;
const failsTests = flags.tests ? await openTests() : undefined;
const all = chosen.flatMap(({ key }) => {
  const source = readFileSync(join(root, `packages/protocols/src/${key}.ts`), "utf8");
  return mutantsOf(source).map((mutant) => ({ key, ...mutant }));
});
const obedient = new Map();
const total = { changed: 0, examples: 0, cases: 0, simulation: 0, tests: 0 };
for (const mutant of sampled(all, Number(flags.sample ?? all.length))) {
  const caught = await catcher(mutant);
  total.changed += 1;
  if (caught) total[caught] += 1;
  else if (!flags.quiet) console.log(`${mutant.key}.ts:${mutant.line}: ${mutant.from} -> ${mutant.to} is not noticed`);
}
const noticed = total.examples + total.cases + total.simulation + total.tests;
console.log(
  `${total.changed} changes in ${chosen.length} protocols; ${((100 * noticed) / Math.max(1, total.changed)).toFixed(1)} % noticed: ` +
    `${total.examples} by examples, ${total.cases} by device cases, ${total.simulation} by simulated devices, ${total.tests} by tests, ` +
    `${total.changed - noticed} by none`,
);
// Vitest would say with its code that tests failed, which is what they are for here.
process.exit(0);

/** Every n-th, so that the same sources always give the same sample. */
function sampled(mutants, size) {
  const every = Math.max(1, mutants.length / Math.max(1, size));
  return mutants.filter((_, index) => Math.floor(index / every) !== Math.floor((index - 1) / every));
}

/** What notices the change: `examples`, `cases`, `simulation` or `tests`; undefined if nothing does. */
async function catcher({ key, text }) {
  let mutant;
  try {
    mutant = (await import(moduleUrl(text, (name) => import.meta.resolve(name)))).default;
    for (const line of mutant.examples) runExample(mutant, line, (identifier) => deviceDatabase.model(key, identifier));
  } catch {
    return "examples";
  }
  const changed = protocols.map((protocol) => (protocol.key === key ? mutant : protocol));
  for (const deviceCase of cases?.get(key) ?? []) if (!(await deviceCase(changed))) return "cases";
  for (const model of await obedientModels(key)) if (!(await obeysInSimulation(changed, model))) return "simulation";
  return (await failsTests?.(key, text)) ? "tests" : undefined;
}

/** Models that show a change: a few of the protocol's, of different kinds. None without --simulate. */
async function obedientModels(key) {
  if (!flags.simulate || !simulators.some((simulator) => simulator.key === key)) return [];
  if (!obedient.has(key)) {
    const kinds = new Map(
      deviceDatabase.models
        .filter(({ protocol, identifier }) => protocol === key && identifier !== "")
        .map((model) => [model.features, model]),
    );
    const all = kinds.size > 0 ? [...kinds.values()] : [deviceDatabase.model(key, "")];
    const good = [];
    for (const model of all.slice(0, 8)) if (await obeysInSimulation(protocols, model)) good.push(model);
    obedient.set(key, good);
  }
  return obedient.get(key);
}

/** By protocol: its cases, each as a function that says whether it passes with these protocols. */
async function readCases(folder) {
  const conformance = (name) => import(join(root, `conformance/dist/cases/${name}.js`));
  const [{ readDeviceCase }, { runCase }, { readDifferences }] = await Promise.all(
    ["read-device-case", "run-case", "differences"].map(conformance),
  );
  const differences = readDifferences(join(root, "conformance/differences.json"));
  const found = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".yaml"))) {
    const name = basename(file, ".yaml");
    const deviceCase = readDeviceCase(name, readFileSync(join(folder, file), "utf8"));
    const readUserConfig = (config) => readFileSync(join(folder, "config", config), "utf8");
    const passes = async (list) => {
      const system = { protocols: list, deviceDb: deviceDatabase };
      const options = { version: 4, transport: "embedded", system, differences, readUserConfig };
      const outcome = await runCase(deviceCase, options).catch(() => ({ kind: "failed" }));
      return outcome.kind === "passed";
    };
    const used = new Set();
    const watched = protocols.map((protocol) => ({
      ...protocol,
      get outputs() {
        used.add(protocol.key);
        return protocol.outputs;
      },
    }));
    // One that fails anyway notices nothing.
    if (await passes(watched)) for (const key of used) found.set(key, [...(found.get(key) ?? []), passes]);
  }
  return found;
}
