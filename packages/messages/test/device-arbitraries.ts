import { outputTypes } from "@buttplug-ts/core";
import type { DeviceInfo } from "@buttplug-ts/messages";
import fc from "fast-check";

const top = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 255 }) },
);
const range = top.map((high) => [0, high] as const);
const anyWay = fc.tuple(top, fc.boolean()).map(([high, both]) => [both ? 0 - high : 0, high] as const);
const value = (arbitrary: fc.Arbitrary<readonly [number, number]>) => arbitrary.map((one) => ({ value: one }));
const plain = outputTypes.filter((type) => type !== "rotate" && type !== "hwPositionWithDuration");
const outputs = fc.record(
  {
    ...Object.fromEntries(plain.map((type) => [type, value(range)])),
    rotate: value(anyWay),
    hwPositionWithDuration: range.map((one) => ({ value: one, duration: [20, 5000] as const })),
  },
  { requiredKeys: [] },
);
const input = fc.subarray(["read", "subscribe"] as const).map((command) => ({ value: [[0, 100]] as const, command }));
const inputs = fc.record(
  { battery: input, rssi: input, button: input, pressure: input, depth: input, position: input },
  { requiredKeys: [] },
);
const features = fc
  .uniqueArray(
    fc.record(
      { featureIndex: fc.nat(9), featureDescription: fc.constantFrom("", "Head"), output: outputs, input: inputs },
      { requiredKeys: ["featureIndex"] },
    ),
    { selector: ({ featureIndex }) => featureIndex, maxLength: 5 },
  )
  .map((all) => all.sort((a, b) => a.featureIndex - b.featureIndex));

/** Devices with any outputs and inputs, in any range, some of them at rest for ever. */
export const device: fc.Arbitrary<DeviceInfo> = fc.record(
  {
    deviceIndex: fc.nat(5),
    deviceName: fc.constantFrom("Sample", "Other"),
    deviceDisplayName: fc.constant("Mine"),
    deviceMessageTimingGap: fc.nat(100),
    deviceFeatures: features,
  },
  { requiredKeys: ["deviceIndex", "deviceName", "deviceFeatures"] },
) as fc.Arbitrary<DeviceInfo>;

export const devices: fc.Arbitrary<DeviceInfo[]> = fc.uniqueArray(device, {
  selector: ({ deviceIndex }) => deviceIndex,
  maxLength: 4,
});
