import type { DeviceInfo } from "@buttplug-ts/messages";
import { describe, expect, it } from "vitest";
import type { CaseMessage } from "./device-case.js";
import { introduction, type Phrasebook, specVersions } from "./phrase.js";
import { phraseV0, phraseV1, phraseV2 } from "./phrases-v0-to-v2.js";
import { phraseV3 } from "./phrases-v3.js";
import { phraseV4 } from "./phrases-v4.js";

/** Two vibrators with an oscillator between them, a rotator, a position and a battery, as each version is told. */
const info: DeviceInfo = {
  deviceIndex: 5,
  deviceName: "Everything",
  deviceMessageTimingGap: 1,
  deviceFeatures: [
    { featureIndex: 0, featureDescription: "", output: { vibrate: { value: [0, 20] } } },
    { featureIndex: 1, featureDescription: "", output: { oscillate: { value: [0, 100] } } },
    { featureIndex: 2, featureDescription: "", output: { vibrate: { value: [0, 20] } } },
    { featureIndex: 3, featureDescription: "", output: { rotate: { value: [-99, 99] } } },
    {
      featureIndex: 4,
      featureDescription: "",
      output: { hwPositionWithDuration: { value: [0, 100], duration: [0, 1000] } },
    },
  ],
};
const v4 = {
  DeviceIndex: 5,
  DeviceFeatures: {
    0: { FeatureIndex: 0, Output: { Vibrate: { Value: [0, 20] } } },
    1: { FeatureIndex: 1, Output: { Oscillate: { Value: [0, 100] } } },
    2: { FeatureIndex: 2, Output: { Vibrate: { Value: [0, 20] } } },
    3: { FeatureIndex: 3, Output: { Rotate: { Value: [-99, 99] } } },
    4: { FeatureIndex: 4, Output: { HwPositionWithDuration: { Value: [0, 100] } } },
    5: { FeatureIndex: 5, Input: { Battery: { Value: [[0, 100]], Command: ["Read"] } } },
  },
};
const v3 = {
  DeviceIndex: 5,
  DeviceMessages: {
    ScalarCmd: [{ ActuatorType: "Vibrate" }, { ActuatorType: "Oscillate" }, { ActuatorType: "Vibrate" }],
    SensorReadCmd: [{ SensorType: "Pressure" }, { SensorType: "Battery" }],
  },
};
const old = { DeviceIndex: 5, DeviceMessages: {} };

const vibrate: CaseMessage = {
  kind: "vibrate",
  parts: [
    { index: 0, speed: 0.01 },
    { index: 1, speed: 1 },
  ],
};
const scalar: CaseMessage = { kind: "scalar", parts: [{ index: 1, scalar: 0.5, actuatorType: "Oscillate" }] };
const rotate: CaseMessage = { kind: "rotate", parts: [{ index: 0, speed: 0.5, clockwise: false }] };
const linear: CaseMessage = { kind: "linear", parts: [{ index: 4, position: 0.29, durationMs: 500 }] };
const battery: CaseMessage = { kind: "battery", expectedPower: 0.8, isAsync: false };
const stop: CaseMessage = { kind: "stop" };

/** What is sent, as name and fields without the device's index. */
function sent(phrasebook: Phrasebook, wire: Readonly<Record<string, unknown>>, message: CaseMessage): unknown {
  const phrasing = phrasebook(message, { wire, info });
  if (!("say" in phrasing)) return phrasing;
  return phrasing.say.map(({ type, fields: { DeviceIndex, ...fields } }) => {
    expect(DeviceIndex).toBe(5);
    return [type, fields];
  });
}

const rotations = { Rotations: [{ Index: 0, Speed: 0.5, Clockwise: false }] };
const vectors = { Vectors: [{ Index: 0, Duration: 500, Position: 0.29 }] };

describe("clients", () => {
  it("introduce themselves as their version does, and want it answered as theirs", () => {
    expect(specVersions.map((version) => introduction(version).fields)).toEqual([
      { ClientName: "case runner" },
      { ClientName: "case runner", MessageVersion: 1 },
      { ClientName: "case runner", MessageVersion: 2 },
      { ClientName: "case runner", MessageVersion: 3 },
      { ClientName: "case runner", ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 },
    ]);
    expect(introduction(2).wrong?.({ MessageVersion: 2 })).toBeUndefined();
    expect(introduction(2).wrong?.({ MessageVersion: 3 })).toBe("the server answers a client of v2 as v3");
  });

  it("of v4 send an OutputCmd for each part, in steps away from zero", () => {
    const output = (FeatureIndex: number, Command: object) => ["OutputCmd", { FeatureIndex, Command }];
    expect(sent(phraseV4, v4, vibrate)).toEqual([
      output(0, { Vibrate: { Value: 1 } }),
      output(2, { Vibrate: { Value: 20 } }),
    ]);
    expect(sent(phraseV4, v4, scalar)).toEqual([output(1, { Oscillate: { Value: 50 } })]);
    expect(sent(phraseV4, v4, rotate)).toEqual([output(3, { Rotate: { Value: -50 } })]);
    expect(sent(phraseV4, v4, linear)).toEqual([output(4, { HwPositionWithDuration: { Value: 29, Duration: 500 } })]);
    const read = { FeatureIndex: 5, Type: "Battery", Command: "Read" };
    expect(sent(phraseV4, v4, battery)).toEqual([["InputCmd", read]]);
    expect(sent(phraseV4, v4, stop)).toEqual([["StopCmd", { Inputs: true, Outputs: true }]]);
  });

  it("of v3 send scalars by their place in the list that they were told", () => {
    const Scalars = [
      { Index: 0, Scalar: 0.01, ActuatorType: "Vibrate" },
      { Index: 2, Scalar: 1, ActuatorType: "Vibrate" },
    ];
    expect(sent(phraseV3, v3, vibrate)).toEqual([["ScalarCmd", { Scalars }]]);
    const oscillate = { Scalars: [{ Index: 1, Scalar: 0.5, ActuatorType: "Oscillate" }] };
    expect(sent(phraseV3, v3, scalar)).toEqual([["ScalarCmd", oscillate]]);
    expect(sent(phraseV3, v3, rotate)).toEqual([["RotateCmd", rotations]]);
    expect(sent(phraseV3, v3, linear)).toEqual([["LinearCmd", vectors]]);
    expect(sent(phraseV3, v3, battery)).toEqual([["SensorReadCmd", { SensorIndex: 1, SensorType: "Battery" }]]);
    expect(sent(phraseV3, v3, stop)).toEqual([["StopDeviceCmd", {}]]);
  });

  it("of v2 and v1 send speeds, and have no scalars", () => {
    const speeds = {
      Speeds: [
        { Index: 0, Speed: 0.01 },
        { Index: 1, Speed: 1 },
      ],
    };
    for (const phrasebook of [phraseV1, phraseV2]) {
      expect(sent(phrasebook, old, vibrate)).toEqual([["VibrateCmd", speeds]]);
      expect(sent(phrasebook, old, scalar)).toEqual({ cannot: "ScalarCmd begins with v3" });
      expect(sent(phrasebook, old, rotate)).toEqual([["RotateCmd", rotations]]);
      expect(sent(phrasebook, old, linear)).toEqual([["LinearCmd", vectors]]);
      expect(sent(phrasebook, old, stop)).toEqual([["StopDeviceCmd", {}]]);
    }
    expect(sent(phraseV2, old, battery)).toEqual([["BatteryLevelCmd", {}]]);
    expect(sent(phraseV1, old, battery)).toEqual({ cannot: "v1 has no readings" });
  });

  it("of v0 drive all vibrators at one speed or not at all", () => {
    const both = (second: number): CaseMessage => ({
      kind: "vibrate",
      parts: [
        { index: 0, speed: 0.5 },
        { index: 1, speed: second },
      ],
    });
    const one: CaseMessage = { kind: "vibrate", parts: [{ index: 0, speed: 0.5 }] };
    expect(sent(phraseV0, old, both(0.5))).toEqual([["SingleMotorVibrateCmd", { Speed: 0.5 }]]);
    for (const message of [both(0.6), one, scalar, rotate, linear, battery]) {
      expect(sent(phraseV0, old, message)).toEqual({ cannot: expect.any(String) });
    }
    expect(sent(phraseV0, old, stop)).toEqual([["StopDeviceCmd", {}]]);
  });
});
