import { type FeatureDefinition, inputTypes, outputTypes } from "@buttplug-ts/core";
import type { DeviceInfo, FeatureInfo, InputInfos, OutputInfos } from "@buttplug-ts/messages";
import type { ServerDevice } from "./server-device.js";

/** What a client is told about a device. */
export function describeDevice(device: ServerDevice): DeviceInfo {
  return {
    deviceIndex: device.index,
    deviceName: device.model.name,
    deviceMessageTimingGap: device.gapMs,
    deviceFeatures: device.model.features.map(describeFeature),
  };
}

function describeFeature({ index, label, outputs, inputs }: FeatureDefinition): FeatureInfo {
  const hasOutputs = Object.keys(outputs).length > 0;
  const hasInputs = Object.keys(inputs).length > 0;
  return {
    featureIndex: index,
    featureDescription: label,
    ...(hasOutputs && { output: describeOutputs(outputs) }),
    ...(hasInputs && { input: describeInputs(inputs) }),
  };
}

function describeOutputs(outputs: FeatureDefinition["outputs"]): OutputInfos {
  const entries = outputTypes.flatMap((type) => {
    const output = outputs[type];
    if (!output) return [];
    const { range, durationRange } = output;
    return [[type, { value: range, ...(durationRange && { duration: durationRange }) }] as const];
  });
  return Object.fromEntries(entries);
}

function describeInputs(inputs: FeatureDefinition["inputs"]): InputInfos {
  const entries = inputTypes.flatMap((type) => {
    const input = inputs[type];
    return input ? [[type, { value: input.ranges, command: input.commands }] as const] : [];
  });
  return Object.fromEntries(entries);
}
