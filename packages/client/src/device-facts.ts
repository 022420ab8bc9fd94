import type { InputType, OutputType, Range } from "@buttplug-ts/core";
import type { DeviceInfo, FeatureInfo, InputInfos, OutputInfos } from "@buttplug-ts/messages";

/** What one output of a feature takes. */
export interface OutputInfo {
  /** Inclusive steps. A low end below zero means that the output has a direction. */
  readonly range: Range;
  /** Steps from rest to full strength, in each direction that there is. */
  readonly stepCount: number;
}

/** An output that also takes a time. */
export interface TimedOutputInfo extends OutputInfo {
  /** Inclusive milliseconds. */
  readonly durationRange: Range;
}

export type OutputInfoOf<T extends OutputType> = T extends "hwPositionWithDuration" ? TimedOutputInfo : OutputInfo;

/** The outputs of a feature by their type. */
export type FeatureOutputs = { readonly [T in OutputType]?: OutputInfoOf<T> };

/** What one input of a feature yields, and how its readings can be had. */
export interface InputInfo {
  /** One inclusive range a value that the sensor yields. */
  readonly ranges: readonly Range[];
  readonly canRead: boolean;
  readonly canSubscribe: boolean;
}

/** The inputs of a feature by their type. */
export type FeatureInputs = { readonly [T in InputType]?: InputInfo };

export interface FeatureFacts {
  readonly index: number;
  readonly description: string;
  readonly outputs: FeatureOutputs;
  readonly inputs: FeatureInputs;
  readonly unknownOutputs: readonly string[];
  readonly unknownInputs: readonly string[];
}

/** The features of a device. Equal features give equal JSON, whatever order the server lists things in. */
export function describeFeatures({ deviceFeatures }: DeviceInfo): FeatureFacts[] {
  return deviceFeatures.map(describeFeature).sort((a, b) => a.index - b.index);
}

function describeFeature({ featureIndex, featureDescription, output = {}, input = {} }: FeatureInfo): FeatureFacts {
  const [outputs, unknownOutputs] = describeEach(output, describeOutput);
  const [inputs, unknownInputs] = describeEach(input, describeInput);
  return { index: featureIndex, description: featureDescription ?? "", outputs, inputs, unknownOutputs, unknownInputs };
}

type OutputEntry = NonNullable<OutputInfos[OutputType]>;

function describeOutput(entry: OutputEntry): OutputInfo | TimedOutputInfo {
  const info = { range: entry.value, stepCount: entry.value[1] };
  return "duration" in entry ? { ...info, durationRange: entry.duration } : info;
}

function describeInput({ value: ranges, command }: NonNullable<InputInfos[InputType]>): InputInfo {
  return { ranges, canRead: command.includes("read"), canSubscribe: command.includes("subscribe") };
}

/** What is known by its type, in a fixed order, and the names of what is not. */
function describeEach<Entry, Info, Infos extends { readonly [type: string]: Info | undefined }>(
  { unknown = [], ...entries }: { readonly unknown?: readonly string[] | undefined },
  describe: (entry: Entry) => Info,
): [Infos, readonly string[]] {
  const known = Object.entries(entries as Record<string, Entry>).map(
    ([type, entry]) => [type, describe(entry)] as const,
  );
  return [Object.fromEntries(known.sort(([a], [b]) => (a < b ? -1 : 1))) as Infos, [...unknown].sort()];
}
