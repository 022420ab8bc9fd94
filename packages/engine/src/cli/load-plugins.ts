import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ButtplugError, textOf } from "@buttplug-ts/core";
import type { EnginePlugin } from "../plugin.js";
import { whyUnreadable } from "./read-text-file.js";

/**
 * The plugins in files of this machine: modules whose default export is one.
 * @throws ButtplugError `usage/invalid-argument`, which names the file and what is wrong with it
 */
export async function loadPlugins(paths: readonly string[]): Promise<readonly EnginePlugin[]> {
  const plugins: EnginePlugin[] = [];
  for (const path of paths) plugins.push(await loadPlugin(path));
  return plugins;
}

async function loadPlugin(path: string): Promise<EnginePlugin> {
  await access(path).catch((error: unknown) => {
    throw invalid(path, `cannot be read: ${whyUnreadable(error)}`);
  });
  let found: Partial<EnginePlugin> | undefined;
  try {
    ({ default: found } = (await import(pathToFileURL(resolve(path)).href)) as { default?: Partial<EnginePlugin> });
  } catch (error) {
    throw invalid(path, `cannot be loaded: ${textOf(error)}`);
  }
  if (typeof found?.name === "string" && typeof found.start === "function") return found as EnginePlugin;
  throw invalid(path, "is no plugin: its default export must have a name and start()");
}

function invalid(path: string, why: string): ButtplugError {
  return new ButtplugError("usage/invalid-argument", `--plugin: ${path} ${why}`, { details: { argument: "plugin" } });
}
