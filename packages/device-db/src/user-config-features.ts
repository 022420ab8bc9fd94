import { type InputType, inputTypes, isPosition, type OutputType, outputTypes } from "@buttplug-ts/core";
import type { OutputLimits, UserFeature } from "./user-config.js";
import { inputKey } from "./user-config-file.js";
import { entriesOf, type Reader, type Readers, readObject, refuse, show } from "./user-config-spot.js";
import { flag, highestNumber, positive, range } from "./user-config-values.js";

type Features = Readonly<Record<number, UserFeature>>;
type InputSettings = { readonly enabled?: boolean };

const speed = positive(highestNumber);

/** Features by their index. */
export const readFeatures: Reader<Features> = (spot) => {
  const entries = entriesOf(spot);
  if (entries === undefined) return undefined;
  const features: Record<number, UserFeature> = {};
  for (const [key, entry] of entries) {
    const isIndex = /^(0|[1-9]\d{0,8})$/.test(key);
    if (!isIndex) refuse(spot, `${show(key)} is no feature: expected its index, such as "0"`, key);
    const feature = readFeature(entry);
    if (isIndex && feature !== undefined) features[Number(key)] = feature;
  }
  return features;
};

const readFeature: Reader<UserFeature> = (spot) => {
  const settings = readObject<Record<string, unknown>>(spot, featureReaders);
  if (settings === undefined) return undefined;
  const present = <T extends string>(types: readonly T[], key: (type: T) => string) =>
    types.filter((type) => key(type) in settings).map((type) => [type, settings[key(type)]] as const);
  const outputs = present(outputTypes, (type) => type);
  const inputs = present(inputTypes, inputKey);
  return {
    ...(outputs.length > 0 && { outputs: Object.fromEntries(outputs) as { [T in OutputType]?: OutputLimits } }),
    ...(inputs.length > 0 && { inputs: Object.fromEntries(inputs) as { [T in InputType]?: InputSettings } }),
  };
};

const featureReaders: Readers<Record<string, unknown>> = Object.fromEntries([
  ...outputTypes.map((type) => [type, limitsReader(type)]),
  ...inputTypes.map((type) => [inputKey(type), readInput]),
]);

function readInput(spot: Parameters<Reader<InputSettings>>[0]): InputSettings | undefined {
  return readObject<InputSettings>(spot, { enabled: flag });
}

/** Which limits an output has depends on its type. */
function limitsReader(type: OutputType): Reader<OutputLimits> {
  const levels = { enabled: flag, range, maxRisePerSecond: speed };
  const places = { enabled: flag, range, reverse: flag, maxStepsPerSecond: speed };
  if (!isPosition(type)) return (spot) => readObject<Partial<OutputLimits>>(spot, levels as Readers<OutputLimits>);
  const readers = type === "hwPositionWithDuration" ? { ...places, durationMs: range } : places;
  return (spot) => readObject<Partial<OutputLimits>>(spot, readers as Readers<OutputLimits>);
}
