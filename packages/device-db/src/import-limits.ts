import {
  isPosition,
  type ModelDefinition,
  type OutputDefinition,
  type OutputType,
  outputTypes,
  type Range,
} from "@buttplug-ts/core";
import type { UpstreamIds } from "./import-model.js";
import type { UpstreamLimits, UpstreamUserFeature } from "./import-values.js";
import { upstreamOutput } from "./upstream-models.js";
import type { OutputLimits, UserDevice, UserFeature } from "./user-config.js";
import { isObject, refuse, type Spot, show, within } from "./user-config-spot.js";

/**
 * Limits of the features of an entry. What does not fit the model is noted where it stands. An output is off if it has a limit
 * that cannot be used: somebody wanted less than all of it.
 */
export function importFeatures(
  features: readonly UpstreamUserFeature[],
  model: ModelDefinition,
  ids: UpstreamIds,
): UserDevice["features"] {
  const imported: Record<number, UserFeature> = {};
  for (const { base_id: id, output = {}, spot } of features) {
    const limited = Object.entries(output).filter(([, limits]) => Object.values(limits).some((one) => one !== false));
    const lost = outputTypes.filter((type) => isLost(spot, type, output[type]));
    if (limited.length + lost.length === 0) continue;
    const index = ids.featureOf(id, model);
    const definition = model.features.find((feature) => feature.index === index);
    if (index === undefined || !definition) {
      refuse(spot, `${show(id)} is no feature of ${model.name}: its limits cannot be told apart`, "base_id");
      continue;
    }
    const outputs: { [T in OutputType]?: OutputLimits } = { ...imported[index]?.outputs };
    for (const [type, limits] of limited as [OutputType, UpstreamLimits][]) {
      const place = within(within(spot, "output", output), upstreamOutput(type), limits);
      const known = definition.outputs[type];
      const found = known
        ? importLimits(place, type, limits, known)
        : refuse(place, `${model.name} has no such output`);
      if (found && Object.keys(found).length > 0) outputs[type] = found;
    }
    for (const type of lost.filter((one) => definition.outputs[one])) {
      refuse(spot, "it is off, because a limit of it cannot be read", "output", upstreamOutput(type));
      outputs[type] = { enabled: false };
    }
    if (Object.keys(outputs).length > 0) imported[index] = { outputs };
  }
  return imported;
}

/** Whether the file has a limit of an output that could not be read. */
function isLost({ value: feature }: Spot, type: OutputType, read: UpstreamLimits = {}): boolean {
  const all = isObject(feature) && isObject(feature["output"]) ? feature["output"] : {};
  const said = all[upstreamOutput(type)];
  const keys = ["value", "duration", "disabled"] as const;
  return isObject(said) ? keys.some((key) => said[key] !== undefined && read[key] === undefined) : said !== undefined;
}

function importLimits(spot: Spot, type: OutputType, limits: UpstreamLimits, known: OutputDefinition): OutputLimits {
  const { value, duration, disabled, reverse, reverse_position: reversed } = limits;
  const steps: Range = [Math.max(0, known.range[0]), known.range[1]];
  const range = narrowed(spot, "value", value, steps);
  const durationMs = narrowed(spot, "duration", duration, known.durationRange);
  if (range === "none" || durationMs === "none") return { enabled: false };
  const isTurned = reverse === true || reversed === true;
  if (isTurned && !isPosition(type)) refuse(spot, "only positions can be turned around");
  return {
    ...(disabled && { enabled: false }),
    ...(range && { range }),
    ...(durationMs && { durationMs }),
    ...(isTurned && isPosition(type) && { reverse: true }),
  };
}

/** The part of a range that the model takes. All of it is no limit. */
function narrowed(
  spot: Spot,
  key: string,
  wanted: Range | undefined,
  known: Range | undefined,
): Range | "none" | undefined {
  if (wanted === undefined) return undefined;
  if (known === undefined) return refuse(spot, "the output takes none", key);
  const range: Range = [Math.max(wanted[0], known[0]), Math.min(wanted[1], known[1])];
  if (range[0] > range[1]) {
    refuse(spot, `${show(wanted)} is outside of what the model takes, ${show(known)}: the output is off`, key);
    return "none";
  }
  if (range[0] !== wanted[0] || range[1] !== wanted[1]) {
    refuse(spot, `${show(wanted)} goes beyond what the model takes: ${show(range)} is used`, key);
  }
  return range[0] === known[0] && range[1] === known[1] ? undefined : range;
}
