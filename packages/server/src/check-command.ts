import {
  ButtplugError,
  type FeatureDefinition,
  type InputCommand,
  type InputType,
  type ModelDefinition,
  type Range,
} from "@buttplug-ts/core";
import type { KnownOutputCommand } from "@buttplug-ts/messages";

interface Named {
  readonly index: number;
  readonly model: ModelDefinition;
}

type Features = ReadonlyMap<number, FeatureDefinition>;

/** @throws ButtplugError `device/unknown-feature`, which names the features that exist. */
export function featureOf(device: Named, features: Features, featureIndex: number): FeatureDefinition {
  const feature = features.get(featureIndex);
  if (feature) return feature;
  const text = `device ${device.index} (${device.model.name}) has no feature ${featureIndex}; it has ${listOf(features.keys())}`;
  throw new ButtplugError("device/unknown-feature", text, { details: { deviceIndex: device.index, featureIndex } });
}

/** @throws ButtplugError of area `device` that names what exists, if the command does not fit the device. */
export function checkOutput(
  device: Named,
  features: Features,
  featureIndex: number,
  command: KnownOutputCommand,
): void {
  const { outputs } = featureOf(device, features, featureIndex);
  const output = outputs[command.type];
  if (!output) throw noOutput(device, featureIndex, command.type, Object.keys(outputs));
  checkRange(command.value, output.range, `${command.type} of feature ${featureIndex}`);
  if (command.type === "hwPositionWithDuration" && output.durationRange) {
    checkRange(command.duration, output.durationRange, `the duration in ms of feature ${featureIndex}`);
  }
}

/** The error for a device that does not exist, or that whoever asks may not see. */
export function unknownDevice(index: number, existing: readonly number[]): ButtplugError {
  const text = `there is no device ${index}; connected are ${listOf(existing)}`;
  return new ButtplugError("device/unknown", text, { details: { deviceIndex: index } });
}

/** The error for an output that a feature does not have. */
export function noOutput(device: Named, feature: number, output: string, existing: readonly string[]): ButtplugError {
  const text = `feature ${feature} of device ${device.index} (${device.model.name}) has no output ${output}; it has ${listOf(existing)}`;
  return new ButtplugError("device/no-output", text, { details: { output } });
}

/** @throws ButtplugError of area `device` that names what exists, if the feature has no such input or command. */
export function inputOf(
  device: Named,
  features: Features,
  featureIndex: number,
  type: InputType,
  command: InputCommand,
): void {
  const { inputs } = featureOf(device, features, featureIndex);
  const input = inputs[type];
  const where = `feature ${featureIndex} of device ${device.index} (${device.model.name})`;
  if (!input) {
    const text = `${where} has no input ${type}; it has ${listOf(Object.keys(inputs))}`;
    throw new ButtplugError("device/no-input", text, { details: { input: type } });
  }
  const needed = command === "unsubscribe" ? "subscribe" : command;
  if (input.commands.includes(needed)) return;
  const text = `${where}: ${type} cannot ${command}; it can ${listOf(input.commands)}`;
  throw new ButtplugError("device/no-input-command", text, { details: { input: type, command } });
}

function checkRange(value: number, range: Range, what: string): void {
  if (value >= range[0] && value <= range[1]) return;
  const text = `${value} is out of range for ${what}, which takes ${range[0]} to ${range[1]}`;
  throw new ButtplugError("device/value-out-of-range", text, { details: { value, range } });
}

/** `0, 1, 2` or `none`. */
export function listOf(names: Iterable<string | number>): string {
  return [...names].join(", ") || "none";
}
