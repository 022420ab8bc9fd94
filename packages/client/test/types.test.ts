import type { Range } from "@buttplug-ts/core";
import { describe, expect, expectTypeOf, it } from "vitest";
import type {
  ClientDevice,
  Feature,
  FeatureWithInput,
  FeatureWithOutput,
  InputInfo,
  Level,
  OutputInfo,
  TimedOutputInfo,
} from "../src/index.js";
import { device, sensor, setUpConnected, vibrator } from "./scripted-server.js";

async function setUpDevice(): Promise<ClientDevice> {
  const { client } = await setUpConnected([device(0, [vibrator(), sensor("Battery", "Read")])]);
  return client.devices[0] as ClientDevice;
}

describe("types narrow by capability", () => {
  it("on a feature, for outputs", async () => {
    const feature = (await setUpDevice()).features[0] as Feature;
    expectTypeOf(feature.outputs.vibrate).toEqualTypeOf<OutputInfo | undefined>();
    if (feature.hasOutput("vibrate")) {
      expectTypeOf(feature.outputs.vibrate).toExtend<OutputInfo>();
      expectTypeOf(feature.outputs.vibrate.range).toExtend<Range>();
      expectTypeOf(feature.outputs.led).toEqualTypeOf<OutputInfo | undefined>();
      expect(feature.outputs.vibrate.stepCount).toBe(20);
    }
    if (feature.hasOutput("hwPositionWithDuration")) {
      expectTypeOf(feature.outputs.hwPositionWithDuration).toExtend<TimedOutputInfo>();
    } else expectTypeOf(feature).toEqualTypeOf<Feature>();
    expect(feature.hasOutput("vibrate")).toBe(true);
    expect(feature.hasOutput("led")).toBe(false);
  });

  it("on a feature, for inputs", async () => {
    const feature = (await setUpDevice()).features[1] as Feature;
    if (feature.hasInput("battery") && feature.hasOutput("led")) {
      expectTypeOf(feature.inputs.battery).toExtend<InputInfo>();
      expectTypeOf(feature.outputs.led).toExtend<OutputInfo>();
    }
    expect(feature.hasInput("battery")).toBe(true);
    expect(feature.hasInput("rssi")).toBe(false);
  });

  it("on a device, whose lists of features are then not empty", async () => {
    const target = await setUpDevice();
    expectTypeOf(target.featuresWith("vibrate")[0]).toEqualTypeOf<FeatureWithOutput<"vibrate"> | undefined>();
    if (target.hasOutput("vibrate")) {
      expectTypeOf(target).toExtend<ClientDevice>();
      expectTypeOf(target.featuresWith("vibrate")[0]).toEqualTypeOf<FeatureWithOutput<"vibrate">>();
      expectTypeOf(target.featuresWith("led")[0]).toEqualTypeOf<FeatureWithOutput<"led"> | undefined>();
      expect(target.featuresWith("vibrate")[0].outputs.vibrate.range).toEqual([0, 20]);
    }
    if (target.hasInput("battery")) {
      expectTypeOf(target.featuresWithInput("battery")[0]).toEqualTypeOf<FeatureWithInput<"battery">>();
      expect(target.featuresWithInput("battery")[0].inputs.battery.canRead).toBe(true);
    }
    expect(target.hasOutput("vibrate")).toBe(true);
    expect(target.hasOutput("spray")).toBe(false);
    expect(target.featuresWith("spray")).toEqual([]);
  });

  it("in the features that featuresWith gives", async () => {
    for (const feature of (await setUpDevice()).featuresWith("vibrate")) {
      expectTypeOf(feature.outputs.vibrate).toExtend<OutputInfo>();
      expectTypeOf(feature).toExtend<Feature>();
      expect(feature.outputs.vibrate.stepCount).toBe(20);
    }
  });
});

describe("types refuse", () => {
  it("levels that are neither a fraction nor steps, and outputs that do not exist", () => {
    expectTypeOf<string>().not.toExtend<Level>();
    expectTypeOf<{ percent: number }>().not.toExtend<Level>();
    expectTypeOf<Parameters<Feature["hasOutput"]>[0]>().not.toEqualTypeOf<string>();
    expectTypeOf<Feature["vibrate"]>().returns.toEqualTypeOf<Promise<void>>();
  });
});
