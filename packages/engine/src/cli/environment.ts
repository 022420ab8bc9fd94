import { ButtplugError } from "@buttplug-ts/core";
import type { Command } from "commander";
import { readSetting, takesNothing } from "./read-setting.js";
import { isSwitch, type ServeOption, serveOptions } from "./serve-options.js";

/** Variables of a process, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const yes: readonly string[] = ["true", "1", "yes", "on"];
const no: readonly string[] = ["false", "0", "no", "off"];

/**
 * Takes what the environment says for the options that no flag set. An empty variable says nothing.
 * @throws ButtplugError `usage/invalid-argument`, which names the variable, its value and what is allowed
 */
export function applyEnvironment(command: Command, env: Environment): void {
  for (const option of serveOptions) {
    const name = environmentOf(option.key);
    const text = env[name];
    if (text === undefined || text === "" || command.getOptionValueSource(option.key) === "cli") continue;
    const refuse = (why: string) => {
      throw new ButtplugError("usage/invalid-argument", `${name}: ${why}`, { details: { argument: name } });
    };
    command.setOptionValueWithSource(option.key, readSetting(option, plainValue(option, text), refuse), name);
  }
}

/** `BUTTPLUG_TLS_CERT` of `tlsCert`. */
export function environmentOf(key: string): string {
  return `BUTTPLUG_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function plainValue(option: ServeOption, text: string): unknown {
  if (option.isList) return text.split(",").map((each) => each.trim());
  if (!isSwitch(option) && !takesNothing(option)) return text;
  if (yes.includes(text.toLowerCase())) return true;
  return no.includes(text.toLowerCase()) && isSwitch(option) ? false : text;
}
