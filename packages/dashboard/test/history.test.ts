import type { ActivitySample, DeviceState } from "@buttplug-ts/management";
import { describe, expect, it } from "vitest";
import { Histories } from "../src/plots/histories.js";
import { History, seriesKey } from "../src/plots/history.js";

function sample(atMs: number, value: number, more: Partial<ActivitySample> = {}): ActivitySample {
  return { atMs, device: 0, feature: 0, kind: "output", type: "vibrate", value, ...more };
}

describe("History", () => {
  it("gives every line a value at every moment, from when it began", () => {
    const history = new History();
    history.add(sample(1000, 0.5));
    history.add(sample(2000, 7, { kind: "input", type: "pressure" }));
    history.add(sample(3000, 0));
    expect(history.upTo(4000)).toEqual([
      [1000, 2000, 3000, 4000],
      [0.5, 0.5, 0, 0],
      [null, 7, 7, 7],
    ]);
    expect(history.latest(seriesKey("input", 0, "pressure"))).toBe(7);
  });

  it("keeps half a minute, and where the lines come into it", () => {
    const history = new History();
    for (let second = 0; second <= 60; second += 1) history.add(sample(second * 1000, second));
    const [times, values] = history.upTo(60_000);
    expect([times[0], values?.[0]]).toEqual([29_000, 29]);
  });

  it("stays bounded whatever comes: one row in 10 ms, twelve lines", () => {
    const history = new History();
    for (let at = 0; at < 40_000; at += 1) history.add(sample(at, at % 7));
    for (let feature = 0; feature < 100; feature += 1) history.add(sample(40_000, 1, { feature }));
    const [times, ...values] = history.upTo(40_000);
    expect(times.length).toBeLessThanOrEqual(3_002);
    expect(values.length).toBe(12);
    expect(values.every((line) => line.length === times.length)).toBe(true);
  });

  it("keeps the newest of values that come within a row", () => {
    const history = new History();
    history.add(sample(1000, 0.2));
    history.add(sample(1005, 0.4));
    expect(history.upTo(1005)).toEqual([
      [1000, 1005],
      [0.4, 0.4],
    ]);
  });
});

describe("Histories", () => {
  const device = {
    index: 3,
    features: [{ index: 1, outputs: [{ type: "rotate", level: -10, modelRange: [-20, 20] }] }],
  } as unknown as DeviceState;

  it("begin with what outputs do when the page is opened", () => {
    const histories = new Histories();
    histories.begin([device], 1000);
    histories.add([sample(2000, 0.5, { device: 3, feature: 1, type: "rotate" })]);
    histories.begin([device], 3000);
    expect(histories.of(3).upTo(2000)).toEqual([
      [1000, 2000, 2000],
      [-0.5, 0.5, 0.5],
    ]);
    expect(histories.of(3).goesBelowZero).toBe(true);
  });

  it("end lines where it is not known any more, and begin them again", () => {
    const at = (level: number | undefined) =>
      ({
        index: 3,
        features: [
          { index: 0, outputs: [{ type: "position", modelRange: [0, 100], ...(level !== undefined && { level }) }] },
        ],
      }) as unknown as DeviceState;
    const histories = new Histories();
    histories.begin([at(undefined)], 1000);
    expect(histories.of(3).series).toEqual([]);
    histories.begin([at(50)], 2000);
    histories.begin([at(undefined)], 3000);
    histories.begin([at(undefined)], 4000);
    histories.begin([at(20)], 5000);
    expect(histories.of(3).upTo(6000)).toEqual([
      [2000, 3000, 5000, 6000],
      [0.5, null, 0.2, 0.2],
    ]);
  });

  it("leave out batteries and signals, which are no plots", () => {
    const histories = new Histories();
    histories.add([sample(1, 80, { kind: "input", type: "battery" }), sample(1, -60, { kind: "input", type: "rssi" })]);
    expect(histories.of(0).series).toEqual([]);
  });
});
