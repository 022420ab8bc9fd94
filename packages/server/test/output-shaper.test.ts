import type { OutputDefinition, OutputType, Range } from "@buttplug-ts/core";
import type { OutputLimits } from "@buttplug-ts/device-db/user-config";
import { TestClock, testModel } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { DeviceLimits } from "../src/device-limits.js";
import { OutputShaper } from "../src/output-shaper.js";

const range: Range = [0, 100];
const definitions: { readonly [T in OutputType]?: OutputDefinition } = {
  vibrate: { range },
  rotate: { range: [-100, 100] },
  position: { range },
  hwPositionWithDuration: { range, durationRange: [0, 2_000] },
};

/** Two features that each have these outputs, both limited so; `write` shapes a command and says that it left. */
function shaperWith(outputs: { readonly [T in OutputType]?: OutputLimits }, gapMs = 0) {
  const clock = new TestClock();
  const types = Object.keys(outputs) as OutputType[];
  const features = [0, 1].map((index) => ({
    index,
    label: "",
    outputs: Object.fromEntries(types.map((type) => [type, definitions[type]])),
    inputs: {},
  }));
  const model = testModel("Shaped", features);
  const limitsWith = (limits: object) =>
    new DeviceLimits(model, { features: { 0: { outputs: limits }, 1: { outputs: limits } } });
  const shaper = new OutputShaper(limitsWith(outputs), gapMs);
  const write = (type: OutputType, wanted: number, wantedMs = 0, feature = 0) => {
    const { command, restAtMs } = shaper.shape({ feature, type, value: wanted, durationMs: wantedMs }, clock.now());
    shaper.wrote(command, clock);
    const { value, durationMs } = command;
    return durationMs > 0 ? [value, durationMs] : [value, restAtMs - clock.now()];
  };
  return { clock, shaper, write, limitsWith };
}

const done = Number.POSITIVE_INFINITY;

describe("a level that may rise by 40 a second", () => {
  const limits = { vibrate: { maxRisePerSecond: 40 }, rotate: { maxRisePerSecond: 40 } };

  it("starts from nothing after a stop, and only what was stopped does", async () => {
    const { clock, shaper, write } = shaperWith(limits);
    for (const _ of [1, 2, 3]) {
      write("vibrate", 6);
      write("vibrate", 6, 0, 1);
      await clock.advance(50);
    }
    shaper.stopped(new Set([1]));
    expect(write("vibrate", 6)).toEqual([6, done]);
    expect(write("vibrate", 6, 0, 1)).toEqual([2, 50]);
    shaper.stopped("all");
    expect(write("vibrate", 6)).toEqual([2, 50]);
  });

  it("goes on when a step is due, and not before; what is a step away needs no other", async () => {
    const { clock, write } = shaperWith(limits);
    expect(write("vibrate", 5)).toEqual([2, 50]);
    await clock.advance(10);
    expect(write("vibrate", 5)).toEqual([2, 40]);
    await clock.advance(50);
    expect(write("vibrate", 5)).toEqual([4, 50]);
    await clock.advance(25);
    expect(write("vibrate", 6)).toEqual([5, 50]);
    await clock.advance(50);
    expect(write("vibrate", 7)).toEqual([7, done]);
  });

  it("may take its first step at once when it turns round, and is nothing where it is switched off", async () => {
    const { clock, shaper, write, limitsWith } = shaperWith(limits);
    write("rotate", 2);
    expect(write("rotate", -3)).toEqual([-2, 50]);
    shaper.change(limitsWith({ rotate: { enabled: false } }));
    await clock.advance(50);
    expect(write("rotate", -3)).toEqual([0, done]);
  });

  it("goes single steps where it may rise by few", () => {
    expect(shaperWith({ vibrate: { maxRisePerSecond: 4 } }).write("vibrate", 9)).toEqual([1, 250]);
  });

  it("falls at once, also where it turns the other way round", async () => {
    const { clock, write } = shaperWith(limits);
    write("rotate", -4);
    await clock.advance(50);
    expect(write("rotate", -4)).toEqual([-4, done]);
    expect(write("rotate", -1)).toEqual([-1, done]);
    expect(write("rotate", 0)).toEqual([0, done]);
  });

  it("begins anew where limits in time had been off: nobody saw what it did meanwhile", async () => {
    const { clock, shaper, write, limitsWith } = shaperWith(limits);
    write("vibrate", 4);
    await clock.advance(50);
    write("vibrate", 4);
    shaper.change(limitsWith({}));
    expect(write("vibrate", 0)).toEqual([0, done]);
    shaper.change(limitsWith(limits));
    expect(write("vibrate", 4)).toEqual([2, 50]);
    shaper.change(limitsWith(limits));
    await clock.advance(50);
    expect(write("vibrate", 4)).toEqual([4, done]);
  });

  it("rises a step a gap where the gap is the longer one", () => {
    expect(shaperWith(limits, 200).write("vibrate", 90)).toEqual([8, 200]);
  });

  it("is not taken for a position that the same feature has", async () => {
    const { clock, write } = shaperWith({
      vibrate: { maxRisePerSecond: 40 },
      hwPositionWithDuration: { maxStepsPerSecond: 100 },
    });
    write("hwPositionWithDuration", 100);
    await clock.advance(2_000);
    expect(write("vibrate", 50)).toEqual([2, 50]);
    expect(write("hwPositionWithDuration", 10)).toEqual([10, 900]);
  });
});

describe("a position that may move by 100 a second", () => {
  it("is still known after a stop, and one that cannot be kept in time is free", async () => {
    const { clock, shaper, write } = shaperWith({ position: { maxStepsPerSecond: 100 }, rotate: {} });
    expect(write("position", 50)).toEqual([50, done]);
    shaper.stopped("all");
    await clock.advance(50);
    expect(write("position", 62)).toEqual([55, 50]);
    expect(write("position", 55)).toEqual([55, done]);
    await clock.advance(50);
    expect(write("position", 0)).toEqual([50, 50]);
    expect(write("rotate", 100, 0, 1)).toEqual([100, done]);
    expect(write("rotate", 99, 0, 1)).toEqual([99, done]);
  });
});

describe("a move that may be of 100 a second, and take 2 s", () => {
  const limits = { hwPositionWithDuration: { maxStepsPerSecond: 100 } };

  it("may have the longest way after a stop, which not every device can break off", async () => {
    const { clock, shaper, write } = shaperWith(limits);
    expect(write("hwPositionWithDuration", 30)).toEqual([30, 700]);
    await clock.advance(700);
    expect(write("hwPositionWithDuration", 40, 101)).toEqual([40, 101]);
    await clock.advance(101);
    shaper.stopped("all");
    expect(write("hwPositionWithDuration", 40)).toEqual([40, 600]);
  });

  it("may have the longest way as long as one from an unknown place is under way", async () => {
    const { clock, write } = shaperWith(limits);
    expect(write("hwPositionWithDuration", 80)).toEqual([80, 800]);
    await clock.advance(799);
    expect(write("hwPositionWithDuration", 70)).toEqual([70, 700]);
    await clock.advance(700);
    expect(write("hwPositionWithDuration", 80)).toEqual([80, 100]);
  });

  it("takes no less than its way needs, to the millisecond and rounded up", async () => {
    const { clock, write } = shaperWith({ hwPositionWithDuration: { maxStepsPerSecond: 30, range: [10, 60] } });
    expect(write("hwPositionWithDuration", 60)).toEqual([60, 1_667]);
    await clock.advance(1_667);
    expect(write("hwPositionWithDuration", 50)).toEqual([50, 334]);
  });

  it("goes as far as it may where no packet can say how long the whole way takes", async () => {
    const { clock, write } = shaperWith({ hwPositionWithDuration: { maxStepsPerSecond: 20 } });
    // Nobody knows where it is: as long as can be said must do.
    expect(write("hwPositionWithDuration", 90)).toEqual([90, 2_000]);
    await clock.advance(2_000);
    expect(write("hwPositionWithDuration", 50)).toEqual([50, 2_000]);
    await clock.advance(1_000);
    expect(write("hwPositionWithDuration", 0)).toEqual([30, 2_000]);
    await clock.advance(2_000);
    expect(write("hwPositionWithDuration", 100)).toEqual([70, 2_000]);
  });

  it("counts from where a plain position put it, and a plain position from where it is", async () => {
    const { clock, write } = shaperWith({ ...limits, position: { maxStepsPerSecond: 100 } });
    write("position", 10);
    expect(write("hwPositionWithDuration", 90)).toEqual([90, 800]);
    await clock.advance(400);
    expect(write("hwPositionWithDuration", 60)).toEqual([60, 100]);
    await clock.advance(50);
    expect(write("position", 100)).toEqual([60, 50]);
  });

  it("that the user did not limit goes as the client wants", () => {
    const { write } = shaperWith({ hwPositionWithDuration: {}, vibrate: { maxRisePerSecond: 40 } });
    expect(write("hwPositionWithDuration", 60, 5)).toEqual([60, 5]);
  });
});
