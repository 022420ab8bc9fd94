import type { Command } from "commander";
import { applyConfigFile, applyEnvironment } from "./config-file.js";
import { addServeOptions } from "./serve-options.js";
import type { ServeValues } from "./settings-of.js";
import { addUpstreamFlags, upstreamValues } from "./upstream-flags.js";

/** Gives a command the options of `serve`, and what they come to. */
export function serveLike(
  command: Command,
  action: (values: ServeValues, remarks: readonly string[], command: Command) => Promise<void>,
): Command {
  addServeOptions(command).option("--config <file>", "settings for what neither flags nor the environment set");
  addUpstreamFlags(command);
  return command.action(async () => {
    const { values, said } = upstreamValues(command);
    for (const [key, value] of Object.entries(values)) command.setOptionValueWithSource(key, value, "cli");
    applyEnvironment(command, process.env);
    const path: unknown = command.getOptionValue("config") ?? process.env["BUTTPLUG_CONFIG"];
    if (typeof path === "string") applyConfigFile(command, path);
    await action(command.opts() as ServeValues, said, command);
  });
}
