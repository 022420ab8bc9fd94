import type { UserDevice } from "@buttplug-ts/device-db/user-config";
import { describe, expect, it } from "vitest";
import { meantBy, saidBy, wordsOfLimits } from "../src/devices/entry-words.js";
import { inheritedLimits } from "../src/devices/inherited-limits.js";

const vibrate = (limits: object): NonNullable<UserDevice["features"]> => ({ 0: { outputs: { vibrate: limits } } });
const model: UserDevice = { protocol: "lovense", identifier: "A", features: vibrate({ range: [0, 10] }) };
const all: UserDevice = { protocol: "lovense", features: vibrate({ range: [0, 5], maxRisePerSecond: 4 }) };

describe("limits that come from elsewhere", () => {
  it("are of the most special entry that has them, without what the own entry says", () => {
    const device = { otherSettings: [model, all] };
    expect(inheritedLimits(device, 0, "vibrate", {})).toEqual({
      limits: { range: [0, 10], maxRisePerSecond: 4 },
      from: [
        { entry: model, limits: { range: [0, 10] } },
        { entry: all, limits: { maxRisePerSecond: 4 } },
      ],
    });
    expect(inheritedLimits(device, 0, "vibrate", { range: [1, 2] }).from).toEqual([
      { entry: all, limits: { maxRisePerSecond: 4 } },
    ]);
    expect(inheritedLimits(device, 1, "rotate", {})).toEqual({ limits: {}, from: [] });
  });

  it("are told in words", () => {
    expect([meantBy(model, "Lovense Nora"), meantBy(model), meantBy(all)]).toEqual([
      "all devices of the model Lovense Nora",
      "all devices of the model lovense “A”",
      "all devices of lovense",
    ]);
    expect(wordsOfLimits({ enabled: false, range: [0, 5], maxRisePerSecond: 4 })).toEqual([
      "switched off",
      "steps 0 to 5",
      "rises by at most 4 steps a second",
    ]);
    const inputs = { 2: { inputs: { battery: { enabled: false } } } };
    expect(saidBy({ ...all, gapMs: 40, features: { ...all.features, ...inputs } })).toEqual([
      "pause 40 ms",
      "limits of 1 output",
      "1 sensor off",
    ]);
  });
});
