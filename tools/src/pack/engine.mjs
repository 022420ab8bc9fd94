import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";

const contents = "LICENSE README.md buttplug-engine.mjs noble-process.mjs package.json";

/** Packs the bundle of the engine, and has npx install and run that where nothing else is. Gives what it said. */
export async function runEngineByNpx(root, folder) {
  mkdirSync(folder);
  await run("npm", ["run", "bundle", "--workspace", "@buttplug-ts/engine"], root);
  const bundle = join(root, "packages/engine/dist/bundle");
  const { standard: packed } = await run("npm", ["pack", "--json", "--pack-destination", folder, bundle], root);
  const [{ filename, files }] = Object.values(JSON.parse(packed));
  const paths = files.map(({ path }) => path).sort();
  if (paths.join(" ") !== contents) throw new Error(`it consists of ${paths.join(" ")}`);
  const npx = async (...args) => {
    const all = ["--yes", `--package=${join(folder, filename)}`, "buttplug-engine", ...args];
    return (await run("npx", all, folder)).standard.trim();
  };
  const version = await npx("--version");
  const expected = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
  if (!version.includes(expected)) throw new Error(`it says that it is ${version}`);
  const { buses } = JSON.parse(await npx("doctor", "--json"));
  const lacking = buses.filter(({ sentence }) => sentence.includes("is not installed"));
  if (lacking.length > 0) throw new Error(lacking.map(({ sentence }) => sentence).join(" "));
  return `${version}; libraries for ${buses.map(({ bus }) => bus).join(", ")}`;
}
