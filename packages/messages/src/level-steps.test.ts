import { describe, expect, it } from "vitest";
import { stepOfLevel, stepOfTimedPosition } from "./level-steps.js";

// Vectors of facts/behaviour.md 2.7.
describe("a level becomes a step", () => {
  it.each([
    [0.07, 8],
    [0.14, 15],
    [0.28, 29],
    [0.55, 56],
    [0.56, 57],
    [0.5, 50],
    [0, 0],
    [1, 100],
  ])("rounded up with the noise of doubles: %d of 100 is %d", (level, step) => {
    expect(stepOfLevel(level, 100, "vibrate")).toBe(step);
  });

  it("without noise for any level of two decimals on 20 steps", () => {
    for (let percent = 0; percent <= 100; percent += 1) {
      expect(stepOfLevel(percent / 100, 20, "vibrate")).toBe(Math.ceil(percent / 5));
    }
  });

  it("that is 0 below a millionth and at least 1 from there on", () => {
    expect(stepOfLevel(0.00000099, 20, "rotate")).toBe(0);
    expect(stepOfLevel(0.000001, 20, "rotate")).toBe(1);
  });

  it("that is at least 1 for every position but 0", () => {
    expect(stepOfLevel(Number.MIN_VALUE, 20, "position")).toBe(1);
    expect(stepOfLevel(-0, 20, "position")).toBe(0);
    expect(stepOfLevel(-0, 20, "vibrate")).toBe(0);
  });
});

it.each([
  [0.29, 100, 28],
  [0.5, 99, 49],
  [0, 99, 0],
  [-0, 99, 0],
  [1, 99, 99],
])("a position with a duration is cut off: %d of %d is %d", (position, steps, step) => {
  expect(stepOfTimedPosition(position, steps)).toBe(step);
});
