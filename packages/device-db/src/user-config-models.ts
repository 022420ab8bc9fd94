import type { FeatureDefinition, ModelDefinition, OutputDefinition, OutputType, Range } from "@buttplug-ts/core";
import type { DeviceDatabase } from "./database.js";
import type { OutputLimits, UserDevice, UserDeviceMatch } from "./user-config.js";
import { inputKey } from "./user-config-file.js";
import { refuse, type Spot, show, suggestion } from "./user-config-spot.js";

/**
 * Checks which devices an entry is about. Gives the part of the match that can be relied on: where an identifier is
 * unknown, all devices of the protocol are meant rather than none.
 */
export function checkMatch(spot: Spot, match: UserDeviceMatch, database: DeviceDatabase): UserDeviceMatch {
  const { hardware, protocol, identifier } = match;
  const known = hardware === undefined ? {} : { hardware };
  if (protocol === undefined) return known;
  const models = database.models.filter((model) => model.protocol === protocol);
  if (models.length === 0) {
    const protocols = [...new Set(database.models.map((model) => model.protocol))];
    refuse(spot, `there is no protocol ${show(protocol)}: ${suggestion(protocol, protocols)}`, "protocol");
    return known;
  }
  if (identifier === undefined || database.model(protocol, identifier)?.identifier === identifier) return match;
  const named = models.find(({ id, name }) => [id, name.toLowerCase()].includes(identifier.toLowerCase()));
  const meant = named
    ? `a ${named.name} is ${show(named.identifier)}`
    : suggestion(identifier, models.map(identifierOf));
  refuse(spot, `${protocol} has no model with the identifier ${show(identifier)}: ${meant}`, "identifier");
  return { ...known, protocol };
}

/** The models that an entry is about, as far as its protocol tells. */
export function modelsOf({ protocol, identifier }: UserDeviceMatch, database: DeviceDatabase): ModelDefinition[] {
  if (protocol === undefined) return [];
  if (identifier === undefined) return database.models.filter((model) => model.protocol === protocol);
  const model = database.model(protocol, identifier);
  return model ? [model] : [];
}

/** Checks an entry against the models that it is about: each of its limits must be one of at least one model. */
export function checkFeatures(spot: Spot, { features = {} }: UserDevice, models: readonly ModelDefinition[]): void {
  for (const [index, { outputs = {}, inputs = {} }] of Object.entries(features)) {
    const found = models.flatMap((model) => model.features.filter((feature) => feature.index === Number(index)));
    if (found.length === 0) {
      const all = models.length === 1 ? describe(models[0]?.features ?? []) : "";
      refuse(spot, `${subject(models)} feature ${index}${all}`, "features", index);
      continue;
    }
    for (const [type, limits] of Object.entries(outputs)) {
      const definitions = found.flatMap((feature) => feature.outputs[type as OutputType] ?? []);
      if (definitions.length > 0) checkLimits(spot, ["features", index, type], limits, definitions);
      else refuse(spot, `there is no such output here: ${have(found, "outputs")}`, "features", index, type);
    }
    for (const type of Object.keys(inputs) as (keyof typeof inputs)[]) {
      if (found.some((feature) => feature.inputs[type])) continue;
      refuse(spot, `there is no such input here: ${have(found, "inputs")}`, "features", index, inputKey(type));
    }
  }
}

function checkLimits(spot: Spot, path: string[], limits: OutputLimits, definitions: readonly OutputDefinition[]): void {
  const steps = definitions.map(({ range: [low, high] }): Range => [Math.max(0, low), high]);
  checkInside(spot, [...path, "range"], limits.range, steps);
  const durations = definitions.flatMap(({ durationRange }) => (durationRange ? [durationRange] : []));
  checkInside(spot, [...path, "durationMs"], limits.durationMs, durations);
}

function checkInside(spot: Spot, path: string[], range: Range | undefined, allowed: readonly Range[]): void {
  if (range === undefined || allowed.some(([low, high]) => low <= range[0] && range[1] <= high)) return;
  const ranges = [...new Set(allowed.map(show))];
  const expected = ranges.length === 0 ? "this output takes none" : `expected a part of ${ranges.join(" or ")}`;
  refuse(spot, `${show(range)} is outside of what the model takes: ${expected}`, ...path);
}

function subject([first, ...others]: readonly ModelDefinition[]): string {
  return others.length === 0 ? `${first?.name} has no` : `no ${first?.protocol} device has a`;
}

function describe(features: readonly FeatureDefinition[]): string {
  if (features.length === 0) return ": it has none";
  return `: it has ${features.map(({ index, label }) => (label === "" ? index : `${index} (${label})`)).join(", ")}`;
}

function have(features: readonly FeatureDefinition[], kind: "outputs" | "inputs"): string {
  const types = [...new Set(features.flatMap((feature) => Object.keys(feature[kind])))];
  return types.length === 0 ? `the feature has no ${kind}` : `expected ${types.map(show).join(", ")}`;
}

function identifierOf({ identifier }: ModelDefinition): string {
  return identifier;
}
