import type { FeatureDefinition } from "@buttplug-ts/core";
import type { DeviceData, ModelRow, ProtocolData } from "./device-data.js";
import type { DeviceFile, FileModel } from "./device-file.js";

/** The compact form of files, one a protocol. `standard` gives the features of a protocol's default model, as far as known. */
export function compileDeviceFiles(
  files: readonly DeviceFile[],
  standard: (protocol: string) => readonly FeatureDefinition[] = () => [],
): DeviceData {
  const lists = new Map<string, { readonly place: number; readonly features: readonly FeatureDefinition[] }>();
  const placeOf = (features: readonly FeatureDefinition[]) => {
    const key = JSON.stringify(features);
    const found = lists.get(key) ?? { place: lists.size, features };
    lists.set(key, found);
    return found.place;
  };
  const protocols = files.map(({ protocol: key, models, spot: _, ...more }): ProtocolData => {
    const inherited = models.find(({ identifiers }) => identifiers.length === 0)?.features ?? standard(key);
    return { key, ...more, models: models.map((model) => rowOf(model, placeOf(model.features ?? inherited))) };
  });
  return { featureLists: [...lists.values()].map(({ features }) => features), protocols };
}

function rowOf({ id, name, identifiers, variant, gapMs }: FileModel, featureList: number): ModelRow {
  const more = { ...(variant !== undefined && { variant }), ...(gapMs !== undefined && { gapMs }) };
  return Object.keys(more).length > 0
    ? [id, name, identifiers, featureList, more]
    : [id, name, identifiers, featureList];
}
