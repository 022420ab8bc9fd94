import type { OutputType, Range } from "@buttplug-ts/core";
import type { OutputLimits } from "@buttplug-ts/device-db/user-config";
import { inputFeature, testModel } from "@buttplug-ts/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DeviceLimits } from "../src/device-limits.js";

function limited(type: OutputType, range: Range, limits: OutputLimits, levelCap?: number) {
  const output = type === "hwPositionWithDuration" ? { range, durationRange: [0, 5_000] as const } : { range };
  const model = testModel("Limited", [{ index: 0, label: "", outputs: { [type]: output }, inputs: {} }]);
  return new DeviceLimits(model, { features: { 0: { outputs: { [type]: limits } } } }, levelCap);
}

/** What clients see, and what the device gets for some of it. */
function mapping(type: OutputType, range: Range, limits: OutputLimits, values: readonly number[], levelCap?: number) {
  const output = limited(type, range, limits, levelCap).output(0, type);
  return { seen: output?.definition.range, gets: values.map((value) => output?.toDevice(value)) };
}

describe("a range", () => {
  it.each([
    ["vibrate", [0, 20], {}, [0, 20], [0, 1, 20], [0, 1, 20]],
    ["vibrate", [0, 20], { range: [5, 15] }, [0, 10], [0, 1, 10], [0, 6, 15]],
    ["rotate", [-20, 20], {}, [-20, 20], [-20, 5], [-20, 5]],
    ["rotate", [-20, 20], { range: [0, 10] }, [-10, 10], [-10, 10], [-10, 10]],
    ["rotate", [-20, 20], { range: [5, 15] }, [-10, 10], [-1, 0, 10], [-6, 0, 15]],
    ["vibrate", [0, 20], { range: [7, 7] }, [0, 0], [0], [0]],
    ["vibrate", [3, 20], {}, [3, 20], [3, 20], [3, 20]],
    ["vibrate", [3, 20], { range: [0, 2] }, [2, 2], [2], [2]],
    ["position", [10, 100], {}, [0, 90], [0, 90], [10, 100]],
    ["position", [0, 100], { range: [20, 80] }, [0, 60], [0, 30, 60], [20, 50, 80]],
    ["position", [0, 100], { range: [20, 80], reverse: true }, [0, 60], [0, 60], [80, 20]],
    ["hwPositionWithDuration", [0, 100], { range: [20, 80] }, [0, 60], [0, 1, 60], [20, 21, 80]],
    ["hwPositionWithDuration", [0, 100], { reverse: true }, [0, 100], [0, 1, 100], [100, 99, 0]],
  ] as const)("of %s %j with %j is seen as %j, and %j becomes %j", (type, range, limits, seen, values, gets) => {
    expect(mapping(type, range, limits, values)).toEqual({ seen, gets });
  });
});

describe("a cap on all levels", () => {
  it("lowers the top of levels, rounded down, and leaves positions alone", () => {
    expect(mapping("vibrate", [0, 15], {}, [7], 0.5)).toEqual({ seen: [0, 7], gets: [7] });
    expect(mapping("rotate", [-20, 20], { range: [5, 15] }, [-5], 0.5)).toEqual({ seen: [-5, 5], gets: [-10] });
    expect(mapping("position", [0, 100], {}, [100], 0.1)).toEqual({ seen: [0, 100], gets: [100] });
  });

  it("below the lowest level that the user wants leaves only 0", () => {
    expect(mapping("vibrate", [0, 20], { range: [15, 20] }, [0], 0.5)).toEqual({ seen: [0, 0], gets: [0] });
  });
});

describe("an output", () => {
  it("that is switched off is not seen", () => {
    const limits = limited("vibrate", [0, 20], { enabled: false });
    expect(limits.features).toEqual([{ index: 0, label: "", outputs: {}, inputs: {} }]);
    expect(limits.output(0, "vibrate")).toBeUndefined();
  });

  it("or input that is switched off leaves the others", () => {
    const model = testModel("Two", [
      { index: 0, label: "", outputs: { vibrate: { range: [0, 9] }, rotate: { range: [-9, 9] } }, inputs: {} },
      inputFeature(1, "battery"),
      inputFeature(2, "button"),
    ]);
    const features = { 0: { outputs: { rotate: { enabled: false } } }, 1: { inputs: { battery: { enabled: false } } } };
    const limits = new DeviceLimits(model, { features });
    const seen = limits.features.map(({ outputs, inputs }) => [...Object.keys(outputs), ...Object.keys(inputs)]);
    expect(seen).toEqual([["vibrate"], [], ["button"]]);
    expect(limits.inTime).toBe(false);
    const slow = { 0: { outputs: { vibrate: { maxRisePerSecond: 1 } } } };
    expect(new DeviceLimits(model, { features: slow }).inTime).toBe(true);
  });

  it("with a range of durations shows what the model and the user both take", () => {
    const limits = limited("hwPositionWithDuration", [0, 100], { durationMs: [200, 9_000] });
    expect(limits.features[0]?.outputs.hwPositionWithDuration?.durationRange).toEqual([200, 5_000]);
  });
});

it("whatever a client sends in the range that it sees, the device gets nothing outside the user's", () => {
  const outputs = fc.record({
    type: fc.constantFrom("vibrate", "rotate", "position", "hwPositionWithDuration" as const),
    high: fc.integer({ min: 1, max: 255 }),
    low: fc.nat(),
    top: fc.nat(),
    reverse: fc.boolean(),
    cap: fc.double({ min: 0.01, max: 1, noNaN: true }),
    place: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(outputs, ({ type, high, low, top, reverse, cap, place }) => {
      const range = [Math.min(low, top) % (high + 1), high - (Math.max(low, top) % (high + 1))].sort((a, b) => a - b);
      const [lowest, highest] = range as [number, number];
      const base: Range = [type === "rotate" ? -high : 0, high];
      const output = limited(type, base, { range: [lowest, highest], reverse }, cap).output(0, type);
      const [from, to] = output?.definition.range ?? [0, 0];
      const value = Math.round(from + (to - from) * place);
      const got = output?.toDevice(value) ?? 0;
      expect(output?.bound(got)).toBe(got);
      if (type === "position" || type === "hwPositionWithDuration") {
        expect(got >= lowest && got <= highest).toBe(true);
      } else {
        expect(Math.abs(got)).toBeLessThanOrEqual(Math.min(highest, Math.floor(high * cap)));
        if (value !== 0) expect(Math.sign(got)).toBe(Math.sign(value));
      }
    }),
  );
});
