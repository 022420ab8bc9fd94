import { existsSync } from "node:fs";
import { appendFile, copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildPage } from "../dashboard/build.mjs";

const folder = fileURLToPath(new URL(".", import.meta.url));
const packages = join(folder, "..");
const root = join(packages, "..");
const pageFolder = join(packages, "dashboard/dist/page");

/** Libraries with native code, and what others load if it is there: the bundle uses them where they are installed. */
const external = [
  "@stoprocent/noble",
  "serialport",
  "node-hid",
  "koffi",
  "usocket",
  "x11",
  "bufferutil",
  "utf-8-validate",
];

/** Dependencies in CommonJS ask for built-in modules with `require`. */
const requireInModules =
  'import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url);';

const readsFile = /readFileSync\(.*"utf8"\)/;

/** Replaces what a source file does to find other files beside itself. */
function replaceIn(path, place, replacement) {
  return {
    filter: new RegExp(`packages[\\\\/]${path.replaceAll("/", "[\\\\/]").replaceAll(".", "\\.")}$`),
    async load({ path: file }) {
      const text = await readFile(file, "utf8");
      if (!place.test(text)) throw new Error(`${file} has no ${place} any more: look after build-bundle.mjs`);
      return { contents: text.replace(place, () => replacement), loader: "ts" };
    },
  };
}

async function replacements() {
  const names = await readdir(pageFolder);
  const page = await Promise.all(names.map(async (name) => [name, await readFile(join(pageFolder, name), "utf8")]));
  const pageByName = `(${JSON.stringify(Object.fromEntries(page))} as Record<string, string>)[name] ?? ""`;
  const manifest = JSON.stringify(await readFile(join(folder, "package.json"), "utf8"));
  return [
    replaceIn("engine/src/version.ts", readsFile, manifest),
    replaceIn("dashboard/src/index.ts", readsFile, pageByName),
    replaceIn(
      "hardware-bluetooth/src/bluetooth-hardware-manager.ts",
      /"\.\/noble-process\.js"/,
      '"./noble-process.mjs"',
    ),
  ];
}

/**
 * Makes `buttplug-engine.mjs`, which runs alone, and `noble-process.mjs`, which it starts beside itself where Bluetooth needs
 * native code. Of the sources, which need not be compiled first; the dashboard's page must have been built, or is now.
 */
export async function buildBundle(outdir) {
  if (!existsSync(join(pageFolder, "index.html"))) await buildPage();
  const all = await replacements();
  const plugin = {
    name: "beside-itself",
    setup({ onLoad }) {
      for (const { filter, load } of all) onLoad({ filter }, load);
    },
  };
  const { metafile } = await build({
    entryPoints: {
      "buttplug-engine": join(folder, "src/main.ts"),
      "noble-process": join(packages, "hardware-bluetooth/src/noble-process.ts"),
    },
    outdir,
    absWorkingDir: root,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["@buttplug-ts/source"],
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    banner: { js: requireInModules },
    external,
    plugins: [plugin],
    metafile: true,
    logLevel: "warning",
  });
  const licences = await licencesOf(Object.keys(metafile.inputs));
  await appendFile(join(outdir, "buttplug-engine.mjs"), `\n/*\n${licences.replaceAll("*/", "* /")}*/\n`);
  await appendFile(join(outdir, "noble-process.mjs"), "\n/* The licences are at the end of buttplug-engine.mjs. */\n");
}

/** The licences of everything in the bundle, which must go where it goes. */
async function licencesOf(inputs) {
  const libraries = new Set(inputs.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
  const parts = [await readFile(join(root, "LICENSE"), "utf8"), await readFile(join(root, "NOTICE"), "utf8")];
  for (const library of [...libraries].sort()) {
    const at = join(root, library);
    const { name, version, license } = JSON.parse(await readFile(join(at, "package.json"), "utf8"));
    const file = (await readdir(at)).find((each) => /^licen[cs]e/i.test(each));
    const elsewhere = `https://spdx.org/licenses/${license}.html`;
    const text = file === undefined ? elsewhere : await readFile(join(at, file), "utf8");
    parts.push(`${name} ${version}\n\n${text}`);
  }
  return `${parts.map((part) => part.trim()).join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

/** Makes the folder of the bundle the npm package `buttplug-engine`, so that `npx` runs it. */
export async function writePackage(outdir) {
  const { version, license, engines, optionalDependencies } = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  );
  const { "dbus-next": _inTheBundle, ...native } = optionalDependencies;
  const manifest = {
    name: "buttplug-engine",
    version,
    description: "Serves haptic devices to applications, with a dashboard.",
    license,
    type: "module",
    engines,
    bin: "buttplug-engine.mjs",
    files: ["*.mjs"],
    optionalDependencies: native,
  };
  await writeFile(join(outdir, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await copyFile(join(folder, "package-README.md"), join(outdir, "README.md"));
  await copyFile(join(root, "LICENSE"), join(outdir, "LICENSE"));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPage();
  const outdir = join(folder, "dist/bundle");
  await buildBundle(outdir);
  await writePackage(outdir);
}
