import {
  type FeatureDefinition,
  type InputDefinition,
  type InputType,
  inputTypes,
  type OutputDefinition,
  type OutputType,
  outputTypes,
} from "@buttplug-ts/core";
import type { FileModel } from "./device-file.js";
import { anyText, complete, gap, ignored, index, mapped, some, stepsRange, uuid } from "./device-file-values.js";
import { type Reader, type Readers, readObject, refuse, type Spot } from "./user-config-spot.js";
import { choice, list, range, text } from "./user-config-values.js";

/** An output's name in the Buttplug project's device configuration. */
export function upstreamOutput(type: OutputType): string {
  return type.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

interface UpstreamFeature {
  readonly index: number;
  readonly id: string;
  readonly description?: string;
  readonly output?: Readonly<Record<string, OutputDefinition>>;
  readonly input?: Readonly<Partial<Record<InputType, InputDefinition>>>;
  readonly feature_settings?: never;
}

type IdentifiedFeature = FeatureDefinition & { readonly id: string };

const readOutput: Reader<OutputDefinition> = mapped(
  complete<{ value: OutputDefinition["range"]; duration?: OutputDefinition["range"] }>(
    { value: stepsRange, duration: range },
    ["value"],
  ),
  ({ value, duration }) => ({ range: value, ...(duration && { durationRange: duration }) }),
);

const commands = { Read: "read", Subscribe: "subscribe" } as const;

const readInput: Reader<InputDefinition> = mapped(
  complete<{ value: InputDefinition["ranges"]; command: readonly (keyof typeof commands)[] }>(
    { value: some(stepsRange), command: some(choice("Read", "Subscribe")) },
    ["value", "command"],
  ),
  ({ value, command }) => ({ ranges: value, commands: command.map((each) => commands[each]) }),
);

function each<T>(names: readonly string[], read: Reader<T>): (spot: Spot) => Partial<Record<string, T>> | undefined {
  const readers = Object.fromEntries(names.map((name) => [name, read])) as Readers<Record<string, T>>;
  return (spot) => readObject<Record<string, T>>(spot, readers);
}

const readFeature: Reader<IdentifiedFeature> = mapped(
  complete<UpstreamFeature>(
    {
      index,
      id: uuid,
      description: text("text", /^/),
      output: each(outputTypes.map(upstreamOutput), readOutput) as Reader<Record<string, OutputDefinition>>,
      input: each(inputTypes, readInput) as Reader<Partial<Record<InputType, InputDefinition>>>,
      feature_settings: ignored,
    },
    ["index", "id"],
  ),
  ({ index: place, id, description = "", output = {}, input = {} }) => ({
    index: place,
    id,
    label: description,
    outputs: Object.fromEntries(
      outputTypes.flatMap((type) => {
        const found = output[upstreamOutput(type)];
        return found ? [[type, found]] : [];
      }),
    ),
    inputs: input,
  }),
);

/** In the order of their indexes, which a file need not keep. */
const readFeatures: Reader<readonly IdentifiedFeature[]> = (spot) => {
  const read = list(spot, readFeature)?.filter((feature) => feature !== undefined);
  const features = read?.sort((a, b) => a.index - b.index);
  const twice = features?.find(({ index: place }, at) => features[at - 1]?.index === place);
  if (twice) refuse(spot, `two features have the index ${twice.index}`);
  return features;
};

interface UpstreamModel {
  readonly id: string;
  readonly name: string;
  readonly identifier?: readonly string[];
  readonly protocol_variant?: string;
  readonly message_gap_ms?: number;
  readonly features?: readonly IdentifiedFeature[];
}

const readers: Readers<UpstreamModel> = {
  id: uuid,
  name: anyText,
  identifier: some(anyText),
  protocol_variant: anyText,
  message_gap_ms: gap,
  features: readFeatures,
};

/** The default model of a protocol. */
export const readDefaults: Reader<FileModel> = (spot) => modelOf(spot, ["id", "name", "features"]);

/** The other models. */
export const readConfigurations: Reader<readonly FileModel[]> = (spot) =>
  list(spot, (entry) => modelOf(entry, ["id", "name", "identifier"]))?.filter((model) => model !== undefined);

function modelOf(spot: Spot, needed: readonly (keyof UpstreamModel)[]): FileModel | undefined {
  const read = complete<UpstreamModel>(readers, needed)(spot);
  if (read === undefined) return undefined;
  const { id, name, identifier = [], protocol_variant: variant, message_gap_ms: gapMs, features } = read;
  return {
    id,
    name,
    identifiers: identifier,
    ...(variant !== undefined && { variant }),
    ...(gapMs !== undefined && { gapMs }),
    ...(features && {
      features: features.map(({ id: _, ...feature }) => feature),
      featureIds: features.map((feature) => feature.id),
    }),
    spot,
  };
}
