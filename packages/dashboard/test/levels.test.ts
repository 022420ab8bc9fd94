import type { Range } from "@buttplug-ts/core";
import type { KnownOutput } from "@buttplug-ts/management";
import { describe, expect, it } from "vitest";
import { limitWords, sliderScale, visibleRange } from "../src/outputs/levels.js";

describe("what clients see of a limited output", () => {
  it.each([
    ["no limits", "vibrate", [0, 20], undefined, 1, [0, 20]],
    ["a range", "vibrate", [0, 20], { range: [5, 15] }, 1, [0, 10]],
    ["a cap", "vibrate", [0, 20], undefined, 0.33, [0, 6]],
    ["a range and a cap below its top", "vibrate", [0, 20], { range: [5, 15] }, 0.5, [0, 5]],
    ["a direction", "rotate", [-20, 20], { range: [0, 8] }, 1, [-8, 8]],
    ["a position, which is no level and has no cap", "position", [0, 100], { range: [20, 80] }, 0.1, [0, 60]],
    ["nothing, if it is switched off", "vibrate", [0, 20], { enabled: false }, 1, undefined],
  ] as const)("%s", (_, type, modelRange, limits, cap, expected) => {
    expect(visibleRange(type, modelRange, limits, cap)).toEqual(expected);
  });
});

describe("a slider shows the device's own steps and sends commands", () => {
  const output = { type: "vibrate", modelRange: [0, 20] } as const;
  const places = (made: KnownOutput, steps: readonly number[], cap?: number) => {
    const range = visibleRange(made.type, made.modelRange, made.limits, cap) as Range;
    const scale = sliderScale(made, range, cap);
    return steps.map((step) => {
      const place = scale.placeOf(step);
      return [place, scale.stepAt(place), scale.commandAt(place)];
    });
  };
  it.each<[string, KnownOutput, number, readonly (readonly number[])[]]>([
    ["off stays off", { ...output, limits: { range: [5, 15] } }, 0, [[0, 0, 0]]],
    ["levels begin above the lowest step", { ...output, limits: { range: [5, 15] } }, 9, [[4, 9, 4]]],
    ["what is above the limit is at its end", { ...output, limits: { range: [5, 15] } }, 20, [[10, 15, 10]]],
    ["what is below the lowest step is off", { ...output, limits: { range: [5, 15] } }, 3, [[0, 0, 0]]],
    ["the other way", { type: "rotate", modelRange: [-20, 20], limits: { range: [5, 15] } }, -9, [[-4, -9, -4]]],
    [
      "places are counted from the lowest",
      { type: "position", modelRange: [0, 20], limits: { range: [5, 15] } },
      9,
      [[4, 9, 4]],
    ],
    [
      "turned around it is the commands that run the other way",
      { type: "position", modelRange: [0, 20], limits: { range: [5, 15], reverse: true } },
      9,
      [[4, 9, 6]],
    ],
  ])("%s", (_, made, step, expected) => {
    expect(places(made, [step])).toEqual(expected);
  });

  it("under a cap, too", () => {
    expect(places(output, [10, 15], 0.5)).toEqual([
      [10, 10, 10],
      [10, 10, 10],
    ]);
  });

  it.each([
    ["nothing where all is left", {}, 1, undefined],
    ["the highest step", { range: [0, 8] }, 1, "limit 8"],
    ["both ends", { range: [5, 15] }, 1, "limits 5 to 15"],
    ["the cap", {}, 0.5, "limit 10"],
  ] as const)("and says of limits: %s", (_, limits, cap, expected) => {
    expect(limitWords({ ...output, limits } as KnownOutput, cap)).toBe(expected);
  });
});
