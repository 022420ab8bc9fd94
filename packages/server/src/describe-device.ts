import { type FeatureDefinition, inputTypes, outputTypes } from "@buttplug-ts/core";
import type { DeviceInfo, FeatureInfo, InputInfos, OutputInfos } from "@buttplug-ts/messages";
import type { ServerDevice } from "./server-device.js";

/**
 * What a client is told about a device. The id, which is stable for this client, stands in the first feature, because a
 * shipped client refuses keys of a device that it does not know.
 */
export function describeDevice(device: ServerDevice, stableId?: string): DeviceInfo {
  const { displayName } = device;
  const features = device.features.flatMap(describeFeature);
  const [first, ...others] = features;
  return {
    deviceIndex: device.index,
    deviceName: device.model.name,
    ...(displayName !== undefined && { deviceDisplayName: displayName }),
    deviceMessageTimingGap: device.gapMs,
    deviceFeatures: first && stableId ? [{ ...first, stableDeviceId: stableId }, ...others] : features,
  };
}

function describeFeature({ index, label, outputs, inputs }: FeatureDefinition): readonly FeatureInfo[] {
  const hasOutputs = Object.keys(outputs).length > 0;
  const hasInputs = Object.keys(inputs).length > 0;
  if (!hasOutputs && !hasInputs) return [];
  const feature = {
    featureIndex: index,
    featureDescription: label,
    ...(hasOutputs && { output: describeOutputs(outputs) }),
    ...(hasInputs && { input: describeInputs(inputs) }),
  };
  return [feature];
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
