import { fileURLToPath } from "node:url";
import { build, type Metafile } from "esbuild";

const sourceCondition = "@buttplug-ts/source";

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

/** Bundles a source file, with all it imports, as an ES module for Node. */
export async function bundleForNode(entry: URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: [sourceCondition],
    // Dependencies in CommonJS ask for built-in modules with `require`.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}
