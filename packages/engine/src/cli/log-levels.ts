import type { LogLevel } from "@buttplug-ts/core";
import { InvalidArgumentError } from "commander";

export const logLevels: readonly (LogLevel | "off")[] = ["off", "error", "warn", "info", "debug"];
export const logFormats: readonly string[] = ["text", "json"];

/** The level of each area; of all others under the empty name. */
export type LogLevels = ReadonlyMap<string, LogLevel | "off">;

/** Reads `info` or `warn,scan=debug`. What is no level, such as the `trace` of the existing server, is the nearest one. */
export function parseLogLevels(text: string): LogLevels {
  const levels = new Map<string, LogLevel | "off">([["", "info"]]);
  for (const part of text.split(",")) {
    const [first = "", second] = part.split("=").map((each) => each.trim().toLowerCase());
    const [area, name] = second === undefined ? ["", first] : [first, second];
    const level = name === "trace" ? "debug" : name;
    if (!logLevels.includes(level as LogLevel)) {
      throw new InvalidArgumentError(`${JSON.stringify(name)} is no level; allowed are ${logLevels.join(", ")}.`);
    }
    if (second !== undefined && area === "") throw new InvalidArgumentError(`${JSON.stringify(part)} names no area.`);
    levels.set(area, level as LogLevel);
  }
  return levels;
}

/** Whether a line is wanted. */
export function isLogged(levels: LogLevels, level: LogLevel, area: string): boolean {
  const wanted = levels.get(area) ?? levels.get("") ?? "info";
  return wanted !== "off" && logLevels.indexOf(level) <= logLevels.indexOf(wanted);
}
