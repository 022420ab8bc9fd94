import { isPosition, type OutputType, type Range } from "@buttplug-ts/core";
import type { OutputLimits } from "@buttplug-ts/device-db/user-config";
import type { OutputState } from "@buttplug-ts/management";

/** The steps of a model that commands reach; of levels the magnitudes, whatever the direction. */
export function reachedSteps(type: OutputType, modelRange: Range, limits: OutputLimits = {}, levelCap = 1): Range {
  const [low, high] = modelRange;
  const [userLow, userHigh] = limits.range ?? [isPosition(type) ? low : 0, high];
  const top = isPosition(type) ? userHigh : Math.min(userHigh, Math.floor(high * levelCap));
  return [Math.min(userLow, top), top];
}

/** What clients may command when the owner has set `limits`; undefined if nothing. */
export function visibleRange(
  type: OutputType,
  modelRange: Range,
  limits: OutputLimits = {},
  levelCap = 1,
): Range | undefined {
  if (limits.enabled === false) return undefined;
  const [bottom, top] = reachedSteps(type, modelRange, limits, levelCap);
  const steps = top - bottom;
  if (isPosition(type)) return [0, steps];
  return [modelRange[0] < 0 ? -steps : Math.min(Math.max(modelRange[0], 0), steps), steps];
}

/** The command that an output's level stands for, inside its range. */
export function commandOf({ type, range, modelRange, level, limits }: OutputState, levelCap = 1): number {
  const [low, high] = range ?? [0, 0];
  const [bottom, top] = reachedSteps(type, modelRange, limits, levelCap);
  let value = Math.sign(level) * Math.max(0, Math.abs(level) - bottom);
  if (isPosition(type)) value = limits?.reverse ? top - level : level - bottom;
  return Math.max(low, Math.min(high, value));
}
