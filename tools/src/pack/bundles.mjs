import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";

const builtIn =
  /["'`]node:|__vite-browser-external|\bimport\s*\(?\s*["'](?:net|tls|fs|http|events|stream|crypto|ws)["']/;

/** Builds a page with Vite in the consumer's folder. Rejects if Vite says anything or something of Node is left in it. */
export async function buildPage(tools, consumer, name, script) {
  const folder = join(consumer, "pages", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "index.html"),
    '<!doctype html><html lang="en"><title>page</title><script type="module" src="./main.ts"></script></html>\n',
  );
  // How large our bundles may be is said in bench; a page with every entry of every package is nobody's.
  writeFileSync(join(folder, "vite.config.js"), "export default { build: { chunkSizeWarningLimit: 5_000 } };\n");
  if (script instanceof URL) cpSync(script, join(folder, "main.ts"));
  else writeFileSync(join(folder, "main.ts"), script);
  const vite = join(tools, "node_modules", "vite", "bin", "vite.js");
  const { text } = await run(process.execPath, [vite, "build", "--logLevel", "warn"], folder);
  if (text.trim() !== "") throw new Error(`Vite warns:\n${text.trim()}`);
  const assets = join(folder, "dist", "assets");
  const code = readdirSync(assets).map((file) => readFileSync(join(assets, file), "utf8"));
  const found = builtIn.exec(code.join("\n"));
  if (found) throw new Error(`the bundle has ${found[0]} in it`);
  return Math.round(code.join("").length / 1000);
}
