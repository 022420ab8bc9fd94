// Packs every public package, installs the tarballs in an empty folder, and uses them there as applications do: in
// every runtime, in bundles of Vite, under strict compilers, and past publint and are-the-types-wrong. One line a
// check; ends with 1 at the first failure. `--keep` leaves the folder behind.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPage } from "./pack/bundles.mjs";
import { run, startService } from "./pack/command.mjs";
import { runEngineByNpx } from "./pack/engine.mjs";
import { entriesOf, whyNot } from "./pack/entries.mjs";
import { checkTypesOf, publintFlaws } from "./pack/lint.mjs";
import { installRuntimes, runIn } from "./pack/runtimes.mjs";
import { flawsOf, install, pack, removeStale } from "./pack/tarballs.mjs";
import { compile, compilers, consumers, typedPrograms } from "./pack/types.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "pack-check-"));
const [consumer, tools, binaries] = ["consumer", "tools", "runtimes"].map((name) => join(folder, name));
const programs = new URL("./pack/consumer/", import.meta.url);
const vite = "8.3.8";
const startedAtMs = Date.now();

function say(result, name, detail) {
  console.log(`${result.padEnd(4)}  ${name}${detail === undefined ? "" : `: ${detail}`}`);
}

async function check(name, run) {
  const detail = await run().catch((error) => {
    throw new Error(`${name}: ${error.message}`);
  });
  say("ok", name, detail);
}

function demand(flaws) {
  if (flaws.length > 0) throw new Error(flaws.join("\n"));
}

function expectEqual(got, expected) {
  if (got !== expected) throw new Error(`expected ${expected}\ngot      ${got}`);
}

const said = new Set();

/** The entries that work in a place; says, once, which are left out. */
function usable(entries, place) {
  for (const entry of entries) {
    const why = whyNot(entry, place);
    if (why !== undefined && !said.has(place)) say("-", `${place}: ${entry} left out`, why);
  }
  said.add(place);
  return entries.filter((entry) => whyNot(entry, place) === undefined);
}

async function checkRuntime(runtime, entries, service) {
  if (runtime.missing !== undefined) return say("SKIP", runtime.name, runtime.missing);
  const mine = usable(entries, runtime.name);
  await check(`${runtime.label} imports every entry`, async () => {
    const exported = JSON.parse(await runIn(runtime, consumer, "import-all.mjs", JSON.stringify(mine)));
    const all = Object.values(exported);
    expectEqual(all.length, mine.length);
    return `${all.length} entries, ${all.flat().length} exports`;
  });
  await check(`${runtime.label}, all in one process`, async () => {
    const said = await runIn(runtime, consumer, "embedded.mjs");
    const expected = /^Lovense Nora 42 % DeviceType; Vibrate:10; Battery;( Vibrate:0; Rotate:0;)+$/;
    if (!expected.test(said)) throw new Error(`expected ${expected}\ngot ${said}`);
    return said;
  });
  await check(`${runtime.label}, client of a Node server over WebSocket`, async () => {
    const before = service.lines().length;
    const said = await runIn(runtime, consumer, "remote.mjs", service.firstLine);
    expectEqual(said, `Lovense Nora at rest, by ${runtime.socket}`);
    const packets = service.lines().slice(before).join(" ");
    if (!packets.includes("Vibrate:20; Vibrate:0;")) throw new Error(`the device got "${packets}"`);
    return `${said}; the device got ${packets}`;
  });
}

async function checkRuntimes(runtimes, entries) {
  const [node] = runtimes;
  const server = node?.command ?? process.execPath;
  const service = await startService(server, ["listener.mjs"], consumer);
  try {
    for (const runtime of runtimes) await checkRuntime(runtime, entries, service);
  } finally {
    await service.stop();
  }
}

async function checkPages(entries) {
  const inPages = usable(entries, "page");
  const everything = inPages.map((entry, at) => `import * as entry${at} from "${entry}";\nconsole.log(entry${at});`);
  const pages = [
    ["client and WebSocket connector", "remote", new URL("remote-page.ts", programs)],
    ["client and server in it", "embedded", new URL("embedded-page.ts", programs)],
    [`all ${inPages.length} entries for pages`, "everything", `${everything.join("\n")}\n`],
  ];
  for (const [what, name, script] of pages) {
    await check(`Vite ${vite} page, ${what}`, async () => {
      return `${await buildPage(tools, consumer, name, script)} kB, no warnings, nothing of Node`;
    });
  }
  await check(`Vite ${vite} page with a listener is refused, so the check sees what it looks for`, async () => {
    const script = 'import { webSocketListener } from "buttplug-ts/listener";\nconsole.log(webSocketListener());\n';
    const outcome = await buildPage(tools, consumer, "listener", script).catch(({ message }) => message);
    if (!/externalized for browser|bundle has/.test(outcome)) throw new Error(`it was built, or failed by ${outcome}`);
  });
}

async function checkTypes(entries, packed) {
  const { own, examples } = typedPrograms(consumer, packed);
  for (const one of consumers) {
    const mine = usable(entries, one.place);
    const left = entries.filter((entry) => !mine.includes(entry));
    const isUsable = ({ text }) => !left.some((entry) => text.includes(`"${entry}"`));
    // Examples have `await using`, which a template's library does not know.
    const shown = one.options.skipLibCheck ? [] : examples.filter(isUsable);
    const programs = [...own.filter(isUsable), ...shown];
    for (const compiler of compilers) {
      await check(`${compiler.name}, ${one.name}`, async () => {
        await compile(join(consumer, "typed"), tools, compiler, one, mine, programs);
        return `${mine.length} entries, the main API, ${shown.length} examples of READMEs`;
      });
    }
  }
}

async function installTools() {
  const compiling = compilers.map(({ alias, version }) => `${alias}@npm:typescript@${version}`);
  const packages = [`vite@${vite}`, "@types/node@20", ...compiling];
  await run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", ...packages], tools);
}

async function main() {
  for (const path of [consumer, tools, binaries]) mkdirSync(path);
  for (const path of [tools, binaries]) writeFileSync(join(path, "package.json"), '{"private":true}');
  // Downloads go on while the processor builds. Waited for where they are needed.
  const [toolsReady, runtimesReady] = [installTools(), installRuntimes(binaries)];
  for (const ready of [toolsReady, runtimesReady]) ready.catch(() => {});
  await check("build", async () => {
    await run("npm", ["run", "build"], root);
    return `${removeStale(root)} outputs without a source removed`;
  });
  let packed = [];
  await check("pack", async () => {
    packed = await pack(root, join(folder, "tarballs"));
    return `${packed.length} packages, ${Math.round(packed.reduce((sum, { size }) => sum + size, 0) / 1000)} kB`;
  });
  await check("install the tarballs in an empty folder", async () => {
    return `third-party packages: ${(await install(packed, consumer)).join(", ")}`;
  });
  cpSync(programs, consumer, { recursive: true });
  const placeOf = ({ name }) => join(consumer, "node_modules", name);
  const licence = readFileSync(join(root, "LICENSE"), "utf8");
  for (const one of packed) {
    await check(`${one.name}`, async () => {
      demand(flawsOf(one, placeOf(one), licence));
      demand(await publintFlaws(one, placeOf(one)));
      await checkTypesOf(one, root);
      return `${one.paths.length} files, publint and are-the-types-wrong clean`;
    });
  }
  await check("npx runs the engine in an empty folder", () => runEngineByNpx(root, join(folder, "engine")));
  const entries = packed.flatMap((one) => entriesOf(placeOf(one)));
  await check("install Vite and compilers", () => toolsReady);
  await checkTypes(entries, packed);
  await checkPages(entries);
  await checkRuntimes(await runtimesReady, entries);
}

try {
  await main();
  say("ok", "pack-check", `${Math.round((Date.now() - startedAtMs) / 1000)} s`);
} catch (error) {
  say("FAIL", error.message);
  process.exitCode = 1;
} finally {
  if (process.argv.includes("--keep")) console.log(`kept ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}
