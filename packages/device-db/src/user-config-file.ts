import { type InputType, outputTypes } from "@buttplug-ts/core";
import type { UserConfig } from "./user-config.js";
import { isObject } from "./user-config-spot.js";

/** The version of the file format that this release reads and writes. */
export const fileVersion = 1;

/** How an input is called in a feature of the file, beside the outputs: `battery`, but `positionInput`. */
export function inputKey(type: InputType): string {
  return (outputTypes as readonly string[]).includes(type) ? `${type}Input` : type;
}

/** A configuration as the text of a file, without comments. `parseUserConfig` reads the same configuration out of it. */
export function serializeUserConfig(config: UserConfig): string {
  return `${JSON.stringify(fileFormOf(config), undefined, 2)}\n`;
}

/** A configuration as the file has it: the outputs and inputs of a feature stand side by side. Takes broken ones too. */
export function fileFormOf(config: UserConfig): unknown {
  if (!isObject(config)) return config;
  const { devices, ...rest } = config;
  return {
    version: fileVersion,
    ...rest,
    devices: Array.isArray(devices) ? devices.map(fileFormOfDevice) : (devices ?? null),
  };
}

export function fileFormOfDevice(device: unknown): unknown {
  if (!isObject(device) || !isObject(device["features"])) return device;
  const features = Object.entries(device["features"]).map(([index, feature]) => [index, fileFormOfFeature(feature)]);
  return { ...device, features: Object.fromEntries(features) };
}

function fileFormOfFeature(feature: unknown): unknown {
  if (!isObject(feature)) return feature;
  const { outputs = {}, inputs = {}, ...rest } = feature;
  if (!isObject(outputs) || !isObject(inputs)) return feature;
  const renamed = Object.entries(inputs).map(([type, input]) => [inputKey(type as InputType), input]);
  return { ...rest, ...outputs, ...Object.fromEntries(renamed) };
}
