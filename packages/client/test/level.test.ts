import type { Range } from "@buttplug-ts/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Level, toStep } from "../src/level.js";

describe("a level", () => {
  it.each<[Level, Range, number]>([
    [0, [0, 100], 0],
    [-0, [0, 100], 0],
    [1, [0, 100], 100],
    [0.5, [0, 100], 50],
    [0.07, [0, 100], 8],
    [0.55, [0, 100], 56],
    [0.29, [0, 100], 29],
    [0.001, [0, 20], 1],
    [0.05, [0, 20], 1],
    [0.051, [0, 20], 2],
    [1e-7, [0, 10], 0],
    [1e-8, [0, 100], 0],
    [1.1e-6, [0, 1], 1],
    [5e-324, [0, 20], 0],
    [-1, [-20, 20], -20],
    [-0.5, [-20, 20], -10],
    [-0.51, [-20, 20], -11],
    [-0.07, [-100, 100], -8],
    [-1e-9, [-20, 20], -1],
    [-0.5, [-10, 20], -5],
    [0.5, [-10, 20], 10],
    [1, [0, 0], 0],
    [{ steps: 0 }, [0, 20], 0],
    [{ steps: 20 }, [0, 20], 20],
    [{ steps: -20 }, [-20, 20], -20],
    [{ steps: 5 }, [5, 10], 5],
  ])("%o in %o is step %i", (level, range, step) => {
    expect(toStep(level, range)).toBe(step);
  });

  it.each<[Level, Range, number, Range]>([
    [1.01, [0, 20], 1.01, [0, 1]],
    [1 + Number.EPSILON, [0, 20], 1 + Number.EPSILON, [0, 1]],
    [-0.1, [0, 20], -0.1, [0, 1]],
    [-1.1, [-20, 20], -1.1, [-1, 1]],
    [2, [0, 0], 2, [0, 1]],
    [-0.5, [0, 0], -0.5, [0, 1]],
    [Number.NaN, [0, 20], Number.NaN, [0, 1]],
    [Number.POSITIVE_INFINITY, [0, 20], Number.POSITIVE_INFINITY, [0, 1]],
    [0, [5, 10], 0, [5, 10]],
    [{ steps: 21 }, [0, 20], 21, [0, 20]],
    [{ steps: -1 }, [0, 20], -1, [0, 20]],
    [{ steps: 1.5 }, [0, 20], 1.5, [0, 20]],
    [{ steps: Number.NaN }, [0, 20], Number.NaN, [0, 20]],
  ])("%o in %o is refused, with what is allowed", (level, range, value, allowed) => {
    expect(() => toStep(level, range)).toThrow(
      expect.objectContaining({ code: "device/value-out-of-range", details: { value, range: allowed } }),
    );
  });

  it("says in its error what was expected", () => {
    expect(() => toStep(1.5, [-20, 20])).toThrow("1.5 is out of range: expected a fraction from -1 to 1");
    expect(() => toStep({ steps: 30 }, [0, 20])).toThrow("30 is out of range: expected an integer from 0 to 20");
  });

  it.each([undefined, null, "0.5", {}])("is refused if it is no level: %o", (level) => {
    expect(() => toStep(level as unknown as Level, [0, 20])).toThrow("out of range");
  });

  it("is never less strong than asked for, never more than a step stronger, and never falls as it rises", () => {
    const fraction = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fraction, fraction, fc.integer({ min: 1, max: 1000 }), (a, b, high) => {
        const step = toStep(a, [0, high]);
        expect(step).toBeGreaterThanOrEqual(a * high - 1e-6);
        expect(step).toBeLessThan(a * high + 1);
        expect(toStep(Math.max(a, b), [0, high])).toBeGreaterThanOrEqual(step);
      }),
    );
  });
});
