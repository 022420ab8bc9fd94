import type { ModelDefinition } from "@buttplug-ts/core";
import type { DeviceDatabase } from "./database.js";
import type { DeviceFile } from "./device-file.js";
import { placesOfId } from "./ids.js";
import type { UpstreamDevice } from "./import-values.js";

/** What ids stand for: those of this project's database, and those of models that the user's own file adds. */
export class UpstreamIds {
  readonly #database: DeviceDatabase;
  readonly #ownFeatures = new Map<string, { readonly protocol: string; readonly feature: number }[]>();

  constructor(database: DeviceDatabase, sections: readonly DeviceFile[]) {
    this.#database = database;
    for (const { protocol, models } of sections) {
      for (const { features = [], featureIds = [] } of models) {
        features.forEach(({ index: feature }, place) => {
          const id = featureIds[place] ?? "";
          this.#ownFeatures.set(id, [...(this.#ownFeatures.get(id) ?? []), { protocol, feature }]);
        });
      }
    }
  }

  /** The model that an entry is about: by protocol and identifier, else by its id, else the protocol's default model. */
  modelOf({ protocol, identifier = "", modelId = "" }: UpstreamDevice): ModelDefinition | undefined {
    const database = this.#database;
    const named = database.model(protocol, identifier);
    if (named && named.identifier === identifier && identifier !== "") return named;
    const own = database.models.find((model) => model.protocol === protocol && model.id === modelId);
    return own ?? this.#byId(protocol, modelId) ?? named;
  }

  /** The index of the feature that an id stands for on a model. Models without features of their own have their protocol's. */
  featureOf(id: string, { protocol, identifier, features }: ModelDefinition): number | undefined {
    const places = [
      ...(this.#ownFeatures.get(id.toLowerCase()) ?? []),
      ...placesOfId(id).map((place) => ({ ...place, isExact: place.identifier === identifier })),
    ].filter((place) => place.protocol === protocol && features.some(({ index }) => index === place.feature));
    const exact = places.filter((place) => "isExact" in place && place.isExact);
    const indexes = new Set((exact.length > 0 ? exact : places).map(({ feature }) => feature));
    const [only] = indexes;
    return indexes.size === 1 ? only : undefined;
  }

  #byId(protocol: string, id: string): ModelDefinition | undefined {
    const places = placesOfId(id).filter(({ feature }) => feature === undefined);
    const ofProtocol = places.filter((place) => place.protocol === protocol);
    const [place, ...others] = ofProtocol.length > 0 ? ofProtocol : places;
    return place && others.length === 0 ? this.#database.model(place.protocol, place.identifier) : undefined;
  }
}
