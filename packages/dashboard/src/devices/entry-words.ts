import type { OutputLimits, UserDevice } from "@buttplug-ts/device-db/user-config";
import { counted } from "../words.js";

/** Which devices an entry is about. `model` is the name of the one that is looked at, which the entry fits. */
export function meantBy({ hardware, protocol, identifier }: UserDevice, model?: string): string {
  if (hardware !== undefined) return `this hardware as ${protocol ?? "anything"}`;
  if (identifier === undefined) return `all devices of ${protocol}`;
  return `all devices of the model ${model ?? (identifier === "" ? `of ${protocol} that is meant by default` : `${protocol} “${identifier}”`)}`;
}

/** What an entry says beside access, name and index, in few words. */
export function saidBy({ gapMs, features = {} }: UserDevice): readonly string[] {
  const all = Object.values(features);
  const limits = all.flatMap(({ outputs = {} }) => Object.keys(outputs)).length;
  const off = all.flatMap(({ inputs = {} }) => Object.values(inputs)).filter(({ enabled }) => enabled === false).length;
  return [
    gapMs !== undefined && `pause ${gapMs} ms`,
    limits > 0 && `limits of ${counted(limits, "output")}`,
    off > 0 && `${counted(off, "sensor")} off`,
  ].filter((words) => words !== false);
}

/** Limits of one output, one piece each. */
export function wordsOfLimits(limits: OutputLimits): readonly string[] {
  const { enabled, range, reverse, durationMs, maxStepsPerSecond, maxRisePerSecond } = limits;
  return [
    enabled !== undefined && (enabled ? "switched on" : "switched off"),
    range && `steps ${range[0]} to ${range[1]}`,
    reverse !== undefined && (reverse ? "turned around" : "not turned around"),
    durationMs && `moves of ${durationMs[0]} to ${durationMs[1]} ms`,
    maxStepsPerSecond !== undefined && `at most ${maxStepsPerSecond} steps a second`,
    maxRisePerSecond !== undefined && `rises by at most ${maxRisePerSecond} steps a second`,
  ].filter((words) => typeof words === "string");
}
