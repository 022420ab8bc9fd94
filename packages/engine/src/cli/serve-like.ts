import type { Command } from "commander";
import { applyConfigFile } from "./config-file.js";
import { applyEnvironment } from "./environment.js";
import { anyText } from "./option-values.js";
import { addServeOptions } from "./serve-options.js";
import type { ServeValues } from "./settings-of.js";
import { addUpstreamFlags, applyUpstreamFlags } from "./upstream-flags.js";
import type { World } from "./world.js";

/** What a command was given. */
export interface Given {
  readonly values: ServeValues;
  /** What is to be said about flags of the existing server. */
  readonly remarks: readonly string[];
  /** Also with the options that only this command has. */
  readonly command: Command;
}

/** Gives a command the options of `serve`, and what they come to. */
export function serveLike(command: Command, { env }: World, action: (given: Given) => Promise<void>): Command {
  addServeOptions(command).option(
    "--config <file>",
    "settings for what neither flags nor the environment set",
    anyText,
  );
  addUpstreamFlags(command);
  return command.action(async () => {
    const remarks = applyUpstreamFlags(command);
    applyEnvironment(command, env);
    const path: unknown = command.getOptionValue("config") ?? env["BUTTPLUG_CONFIG"];
    if (typeof path === "string" && path !== "") await applyConfigFile(command, path);
    await action({ values: command.opts() as ServeValues, remarks, command });
  });
}
