import { isPosition, type OutputType, type Range } from "@buttplug-ts/core";
import type { OutputLimits } from "@buttplug-ts/device-db/user-config";
import type { KnownOutput } from "@buttplug-ts/management";

/** The steps of a model that commands reach; of levels the magnitudes, whatever the direction. */
export function reachedSteps(type: OutputType, modelRange: Range, limits: OutputLimits = {}, levelCap = 1): Range {
  const [low, high] = modelRange;
  const [userLow, userHigh] = limits.range ?? [isPosition(type) ? low : 0, high];
  const top = isPosition(type) ? userHigh : Math.min(userHigh, Math.floor(high * levelCap));
  return [Math.min(userLow, top), top];
}

/** What applications may command when the owner has set `limits`; undefined if nothing. */
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

/** How the places of an output's slider, its commands and the device's own steps belong together. */
export interface SliderScale {
  /** The places, of which each is a command. Higher ones are higher steps of the device, also if it is turned around. */
  readonly range: Range;
  /** The device's step at a place: the one number that sliders, plots and settings show. */
  stepAt(place: number): number;
  commandAt(place: number): number;
  /** Where a step is, or the nearest that commands reach. */
  placeOf(step: number): number;
}

/** `range` is what clients may command. */
export function sliderScale({ type, modelRange, limits }: KnownOutput, range: Range, levelCap = 1): SliderScale {
  const [low, high] = range;
  const [bottom] = reachedSteps(type, modelRange, limits, levelCap);
  const inside = (place: number) => Math.max(low, Math.min(high, place));
  if (isPosition(type)) {
    return {
      range,
      stepAt: (place) => bottom + place,
      commandAt: (place) => (limits?.reverse ? high - place : place),
      placeOf: (step) => inside(step - bottom),
    };
  }
  return {
    range,
    stepAt: (place) => (place === 0 ? 0 : Math.sign(place) * (bottom + Math.abs(place))),
    commandAt: (place) => place,
    placeOf: (step) => inside(Math.sign(step) * Math.max(0, Math.abs(step) - bottom)),
  };
}

/** What is left of a model's steps, for people; undefined if it is all of them. */
export function limitWords({ type, modelRange, limits }: KnownOutput, levelCap = 1): string | undefined {
  const [bottom, top] = reachedSteps(type, modelRange, limits, levelCap);
  const lowest = isPosition(type) ? modelRange[0] : 0;
  if (bottom > lowest) return `limits ${bottom} to ${top}`;
  return top < modelRange[1] ? `limit ${top}` : undefined;
}
