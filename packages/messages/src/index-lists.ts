import type { OutputType, Range } from "@buttplug-ts/core";
import type { DeviceInfo, FeatureInfo } from "./v4.js";

/** One output of one feature, at its place in a list of an older version. */
export interface ActuatorEntry {
  readonly featureIndex: number;
  readonly output: OutputType;
  readonly descriptor: string;
  /** The highest step, at least 1. */
  readonly steps: number;
  /** Milliseconds, for outputs that take a duration. */
  readonly durationRange?: Range;
}

/** One input of one feature, at its place in a list of an older version. */
export interface SensorEntry {
  readonly featureIndex: number;
  readonly input: (typeof sensors)[number];
  readonly descriptor: string;
  readonly ranges: readonly Range[];
}

/**
 * What the indexes of spec v1 to v3 count. The same lists are told to the client and used to read its commands, so that an
 * output which the user switched off cannot shift one against the other (`facts/behaviour.md` 2.6, 12.1 P13).
 */
export interface IndexLists {
  readonly device: DeviceInfo;
  /** `ScalarCmd`. */
  readonly scalars: readonly ActuatorEntry[];
  /** `VibrateCmd`. */
  readonly vibrators: readonly ActuatorEntry[];
  /** `RotateCmd`: rotators with a direction. */
  readonly rotators: readonly ActuatorEntry[];
  /** `LinearCmd`. */
  readonly linears: readonly ActuatorEntry[];
  /** `SensorReadCmd`. */
  readonly readable: readonly SensorEntry[];
  /** `SensorSubscribeCmd`. */
  readonly subscribable: readonly SensorEntry[];
}

/** The order inside a feature, as the existing server tells it (`facts/behaviour.md` 2.6). */
const scalarOrder = ["constrict", "temperature", "led", "oscillate", "position", "rotate", "spray", "vibrate"] as const;

/** What spec v3 has names for. */
const sensors = ["battery", "rssi", "button", "pressure"] as const;

/** The lists of a device as one session sees it: after user limits, without outputs that can only rest. */
export function indexListsOf(device: DeviceInfo): IndexLists {
  const features = [...device.deviceFeatures].sort((a, b) => a.featureIndex - b.featureIndex);
  const scalars = features.flatMap((feature) => scalarOrder.flatMap((output) => actuator(feature, output)));
  return {
    device,
    scalars,
    vibrators: scalars.filter(({ output }) => output === "vibrate"),
    rotators: features.flatMap((feature) => (hasDirection(feature) ? actuator(feature, "rotate") : [])),
    linears: features.flatMap((feature) => actuator(feature, "hwPositionWithDuration")),
    readable: features.flatMap((feature) => sensorsOf(feature, "read")),
    subscribable: features.flatMap((feature) => sensorsOf(feature, "subscribe")),
  };
}

/** Whether each index means the same in both, on what seems the same device. */
export function sameIndexes(a: IndexLists, b: IndexLists): boolean {
  return meaningOf(a) === meaningOf(b);
}

function meaningOf({ device, scalars, rotators, linears, readable, subscribable }: IndexLists): string {
  const outputs = [scalars, rotators, linears].map((list) => list.map((entry) => [entry.featureIndex, entry.output]));
  const inputs = [readable, subscribable].map((list) => list.map((entry) => [entry.featureIndex, entry.input]));
  return JSON.stringify([device.deviceName, outputs, inputs]);
}

function hasDirection({ output }: FeatureInfo): boolean {
  return output?.rotate !== undefined && output.rotate.value[0] < 0;
}

function actuator(feature: FeatureInfo, output: OutputType): ActuatorEntry[] {
  const { featureIndex, featureDescription: descriptor = "", output: outputs } = feature;
  const steps = outputs?.[output]?.value[1] ?? 0;
  // A step count of 0 has no form in older versions.
  if (steps < 1) return [];
  const duration = output === "hwPositionWithDuration" ? outputs?.[output]?.duration : undefined;
  return [{ featureIndex, output, descriptor, steps, ...(duration && { durationRange: duration }) }];
}

function sensorsOf(feature: FeatureInfo, command: "read" | "subscribe"): SensorEntry[] {
  const { featureIndex, featureDescription: descriptor = "", input: inputs } = feature;
  return sensors.flatMap((input) => {
    const found = inputs?.[input];
    return found?.command.includes(command) ? [{ featureIndex, input, descriptor, ranges: found.value }] : [];
  });
}
