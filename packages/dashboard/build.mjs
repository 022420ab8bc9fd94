import { copyFile, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = fileURLToPath(new URL(".", import.meta.url));
const target = `${folder}dist/page`;

/** Makes the page of the sources, which need not be compiled first. */
export async function buildPage() {
  await mkdir(target, { recursive: true });
  await Promise.all([
    build({
      entryPoints: { app: `${folder}src/main.tsx` },
      outdir: target,
      bundle: true,
      minify: true,
      platform: "browser",
      format: "esm",
      target: "es2022",
      conditions: ["@buttplug-ts/source"],
      jsx: "automatic",
      jsxImportSource: "preact",
      legalComments: "none",
      logLevel: "warning",
    }),
    build({
      entryPoints: { app: `${folder}src/style/app.css` },
      outdir: target,
      bundle: true,
      minify: true,
      // So that what browsers of the last years do not know is written in words that they do.
      target: ["chrome115", "firefox115", "safari16"],
      logLevel: "warning",
    }),
    ...["index.html", "icon.svg"].map((name) => copyFile(`${folder}src/${name}`, `${target}/${name}`)),
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPage();
