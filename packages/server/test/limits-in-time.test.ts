import type { OutputType } from "@buttplug-ts/core";
import type { OutputLimits } from "@buttplug-ts/device-db/user-config";
import { settle } from "@buttplug-ts/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DeviceLimits } from "../src/device-limits.js";
import { schedulerOn } from "./scheduler-bench.js";

function limitedTo(type: OutputType, limits: OutputLimits) {
  return { features: { 0: { outputs: { [type]: limits } } } };
}

/** The levels that a device got, with the time of each since the first. */
function levels(writes: readonly { readonly hex: string; readonly atMs: number }[]): readonly (readonly number[])[] {
  const [first] = writes;
  return writes.map(({ hex, atMs }) => [atMs - (first?.atMs ?? 0), Number.parseInt(hex.split(" ")[2] ?? "", 16)]);
}

describe("a level that may rise by 40 steps a second", () => {
  const settings = limitedTo("vibrate", { maxRisePerSecond: 40 });

  it("gets there in steps, the first at once; the command counts as written with it", async () => {
    const { clock, device, set, take } = await schedulerOn({ outputs: ["vibrate"], settings });
    set(0, 7);
    await settle();
    expect(take()).toEqual({ writes: ["tx 00 00 02"], results: ["0=7 written"] });
    await clock.advance(1_000);
    expect(levels(device.writes)).toEqual([
      [0, 4],
      [50, 6],
      [100, 7],
    ]);
  });

  it("falls at once, and a stop ends the rise", async () => {
    const { clock, set, stop, take } = await schedulerOn({ outputs: ["vibrate"], settings });
    set(0, 50);
    await clock.advance(120);
    expect(take().writes).toEqual(["tx 00 00 02", "tx 00 00 04", "tx 00 00 06"]);
    set(0, 3);
    await clock.advance(1_000);
    expect(take().writes).toEqual(["tx 00 00 03"]);
    set(0, 50);
    await settle();
    await stop();
    await clock.advance(1_000);
    expect(take().writes).toEqual(["tx 00 00 05", "tx 00 00 00"]);
  });

  it("rises no faster if commands come more often", async () => {
    const { clock, device, set } = await schedulerOn({ outputs: ["vibrate"], settings });
    for (let index = 0; index < 100; index += 1) {
      set(0, 90 + (index % 3));
      await clock.advance(10);
    }
    const [atMs, level] = levels(device.writes).at(-1) ?? [];
    expect(level).toBeLessThanOrEqual(2 + ((atMs ?? 0) * 40) / 1_000);
    expect(level).toBeGreaterThan(30);
  });

  it("starts from rest when the direction turns", async () => {
    const turning = limitedTo("rotate", { maxRisePerSecond: 40 });
    const { clock, set, take } = await schedulerOn({ outputs: ["rotate"], settings: turning });
    set(0, 2);
    await clock.advance(100);
    set(0, -3);
    await clock.advance(100);
    expect(take().writes).toEqual(["tx 00 01 02", "tx 00 01 82", "tx 00 01 83"]);
  });
});

describe("a position that may move by 100 steps a second", () => {
  it("goes in steps, forth and back", async () => {
    const settings = limitedTo("position", { maxStepsPerSecond: 100 });
    const { clock, set, take } = await schedulerOn({ outputs: ["position"], settings });
    set(0, 50);
    await clock.advance(50);
    set(0, 62);
    await clock.advance(200);
    expect(take().writes).toEqual(["tx 00 07 32", "tx 00 07 37", "tx 00 07 3c", "tx 00 07 3e"]);
    set(0, 60);
    await clock.advance(200);
    expect(take().writes).toEqual(["tx 00 07 3c"]);
  });

  it("takes as long as it must where the device takes durations, and no less than the client wants", async () => {
    const settings = limitedTo("hwPositionWithDuration", { maxStepsPerSecond: 100 });
    const { clock, set, take } = await schedulerOn({ outputs: ["hwPositionWithDuration"], settings });
    // Where it begins is not known, so the way may be as long as 80.
    set(0, 80, 100);
    await clock.advance(1_000);
    set(0, 60, 100);
    await clock.advance(1_000);
    set(0, 61, 500);
    await settle();
    expect(take().writes).toEqual(["tx 00 08 50 08", "tx 00 08 3c 02", "tx 00 08 3d 05"]);
  });

  it("counts from where a move is, not from where it was meant to end", async () => {
    const settings = limitedTo("hwPositionWithDuration", { maxStepsPerSecond: 100 });
    const { clock, set, take } = await schedulerOn({ outputs: ["hwPositionWithDuration"], settings });
    set(0, 0, 1_000);
    await clock.advance(1_000);
    set(0, 100, 2_000);
    await clock.advance(1_000);
    // Half way, at 50: to 90 it is another 40.
    set(0, 90, 0);
    await settle();
    expect(take().writes.at(-1)).toBe("tx 00 08 5a 04");
  });
});

describe("limits that change while a device runs", () => {
  it("lower what is above them at once", async () => {
    const { shaper, scheduler, model, set, take } = await schedulerOn({ outputs: ["vibrate", "rotate"] });
    set(0, 90);
    set(1, -90);
    await settle();
    take();
    const settings = { features: { 0: { outputs: { vibrate: { range: [0, 30] as const } } }, 1: {} } };
    shaper.change(new DeviceLimits(model, settings, 0.5));
    scheduler.limitsChanged(0);
    await settle();
    expect(take().writes).toEqual(["tx 00 00 1e", "tx 01 01 b2"]);
  });

  it("hold for a value that was waiting for the gap, and stop an output that is switched off", async () => {
    const { clock, shaper, scheduler, model, set, take } = await schedulerOn({ outputs: ["vibrate"], gapMs: 75 });
    set(0, 20);
    await settle();
    set(0, 90);
    const limited = (limits: OutputLimits) => {
      shaper.change(new DeviceLimits(model, limitedTo("vibrate", limits)));
      scheduler.limitsChanged(75);
    };
    limited({ range: [0, 30] });
    await clock.advance(75);
    expect(take().writes).toEqual(["tx 00 00 14", "tx 00 00 1e"]);
    limited({ enabled: false });
    await clock.advance(75);
    expect(take().writes).toEqual(["tx 00 00 00"]);
  });
});

it("no sequence of levels and pauses makes a level rise faster than it may", async () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 300 })), {
    minLength: 1,
    maxLength: 20,
  });
  const rates = fc.constantFrom(3, 20, 40, 77, 200);
  await fc.assert(
    fc.asyncProperty(steps, rates, async (sequence, perSecond) => {
      const settings = limitedTo("vibrate", { maxRisePerSecond: perSecond });
      const { clock, device, set } = await schedulerOn({ outputs: ["vibrate"], settings });
      for (const [value, pauseMs] of sequence) {
        set(0, value);
        await clock.advance(pauseMs);
      }
      await clock.advance(60_000);
      const got = levels(device.writes).map(([atMs, level]) => [atMs ?? 0, level ?? 0] as const);
      const [wanted] = sequence.at(-1) ?? [0];
      expect(got.at(-1)?.[1] ?? 0).toBe(wanted);
      const oneStep = Math.max(1, perSecond * 0.05);
      for (const [index, [fromMs, from]] of got.entries()) {
        for (const [toMs, to] of got.slice(index + 1)) {
          expect(to - from).toBeLessThanOrEqual(oneStep + ((toMs - fromMs) * perSecond) / 1_000 + 1e-6);
        }
      }
    }),
    { numRuns: 50 },
  );
});
