import {
  type FeatureDefinition,
  type InputDefinition,
  inputTypes,
  type OutputDefinition,
  outputTypes,
} from "@buttplug-ts/core";
import { complete, index, mapped, some, stepsRange } from "./device-file-values.js";
import { type Reader, type Readers, readObject, refuse, type Spot, show } from "./user-config-spot.js";
import { choice, list, range, text } from "./user-config-values.js";

interface FileFeature {
  readonly index?: number;
  readonly label: string;
  readonly inputs?: FeatureDefinition["inputs"];
}

/** The features of a model in the order of their indexes; one without an index follows the one before it. */
export const readFeatureList: Reader<readonly FeatureDefinition[]> = (spot) => {
  const read = list(spot, (entry) => {
    const before = entry.findings.length;
    const feature = readFeature(entry);
    return { entry, feature, isSound: entry.findings.length === before };
  });
  let next = 0;
  return read?.flatMap(({ entry, feature, isSound }) => {
    if (feature === undefined) return [];
    const { index: place = next, label, inputs = {}, ...outputs } = feature;
    if (place < next) refuse(entry, `the indexes do not ascend: ${place} comes after ${next - 1}`, "index");
    next = place + 1;
    const found = { index: place, label, outputs, inputs };
    if (isSound && doesNothing(found)) refuse(entry, `the feature ${show(label)} does nothing`);
    return [found];
  });
};

function doesNothing({ outputs, inputs }: FeatureDefinition): boolean {
  return Object.keys(outputs).length + Object.keys(inputs).length === 0;
}

const readLongOutput: Reader<OutputDefinition> = mapped(
  complete<{ range: OutputDefinition["range"]; durationMs?: OutputDefinition["range"] }>(
    { range: stepsRange, durationMs: range },
    ["range"],
  ),
  ({ range: steps, durationMs }) => ({ range: steps, ...(durationMs && { durationRange: durationMs }) }),
);

function readOutput(spot: Spot): OutputDefinition | undefined {
  if (!Array.isArray(spot.value)) return readLongOutput(spot);
  const steps = stepsRange(spot);
  return steps && { range: steps };
}

const readInput = complete<InputDefinition>({ ranges: some(stepsRange), commands: some(choice("read", "subscribe")) }, [
  "ranges",
  "commands",
]);

const inputReaders = Object.fromEntries(inputTypes.map((type) => [type, readInput])) as Readers<
  Required<FeatureDefinition["inputs"]>
>;

const readFeature = complete<FileFeature>(
  {
    index,
    label: text("text", /^/),
    ...Object.fromEntries(outputTypes.map((type) => [type, readOutput])),
    inputs: (spot: Spot) => readObject(spot, inputReaders),
  } as Readers<FileFeature>,
  ["label"],
);
