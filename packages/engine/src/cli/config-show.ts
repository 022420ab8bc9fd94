import type { Command } from "commander";
import { withoutTokens } from "./log-text.js";
import { serveOptions } from "./serve-options.js";
import { dataFolderOf, type ServeValues } from "./settings-of.js";
import type { World } from "./world.js";

/** Prints what holds and why: by a flag, a variable, a line of the file, or by default. */
export function showConfig(command: Command, world: World): void {
  const width = Math.max(...serveOptions.map(({ key }) => key.length));
  for (const { key } of serveOptions) {
    const value: unknown = command.getOptionValue(key);
    const source = command.getOptionValueSource(key) ?? "default";
    const shown = JSON.stringify(value instanceof Map ? levelsOf(value) : value) ?? "-";
    world.out(`${key.padEnd(width)}  ${withoutTokens(shown)}  (${source === "cli" ? "flag" : source})\n`);
  }
  const folder = dataFolderOf(command.opts() as ServeValues);
  world.out(`\nSettings for devices: ${folder === undefined ? "kept nowhere" : `in ${folder}`}\n`);
}

/** As `--log` takes it. */
function levelsOf(levels: ReadonlyMap<string, string>): string {
  return [...levels].map(([area, level]) => (area === "" ? level : `${area}=${level}`)).join(",");
}
