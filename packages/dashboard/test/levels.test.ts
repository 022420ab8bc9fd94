import type { OutputState } from "@buttplug-ts/management";
import { describe, expect, it } from "vitest";
import { commandOf, visibleRange } from "../src/outputs/levels.js";

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

describe("the command that a level stands for", () => {
  const output = { type: "vibrate", modelRange: [0, 20], range: [0, 10], limits: { range: [5, 15] } } as const;
  it.each([
    ["off stays off", { ...output, level: 0 }, 0],
    ["levels begin above the lowest step", { ...output, level: 9 }, 4],
    ["what is above the limit is at its end", { ...output, level: 20 }, 10],
    ["what is below the lowest step is off", { ...output, level: 3 }, 0],
    ["the other way", { ...output, type: "rotate", modelRange: [-20, 20], range: [-10, 10], level: -9 }, -4],
    ["places are counted from the lowest", { ...output, type: "position", level: 9 }, 4],
    ["or from the highest", { ...output, type: "position", limits: { range: [5, 15], reverse: true }, level: 9 }, 6],
  ] as const)("%s", (_, state, expected) => {
    expect(commandOf(state as OutputState)).toBe(expected);
  });
});
