import { fileURLToPath } from "node:url";
import { build, type Metafile } from "esbuild";

/** With it a bundle is made of the sources, which need not be built first. */
export const sourceCondition = "@buttplug-ts/source";

const requireInModules = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/** A bundle for a page. */
export interface PageBundle {
  readonly code: string;
  readonly metafile: Metafile;
}

/** Bundles a source file, with all it imports, as the script of a page. Rejects if it needs what only Node has. */
export async function bundleForPage(entry: URL): Promise<PageBundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    platform: "browser",
    format: "esm",
    target: "es2022",
    conditions: [sourceCondition],
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  return { code: outputFiles[0]?.text ?? "", metafile };
}

/** Bundles a source file, with all it imports, into one file for Node. */
export async function bundleForNode(entry: URL, format: "esm" | "cjs" = "esm"): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    platform: "node",
    format,
    target: "node20",
    conditions: [sourceCondition],
    // Dependencies in CommonJS ask for built-in modules with `require`.
    banner: format === "esm" ? { js: requireInModules } : {},
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}
