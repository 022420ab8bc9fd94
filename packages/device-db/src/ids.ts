import { idRows } from "./ids.generated.js";

/** A model's identifier, empty for the default model; its id; the ids of its own features by their index, null for none. */
export type IdRow = readonly [identifier: string, model: string, ...features: (string | null)[]];

/** What an id stands for: a model, or with `feature` one of its features. */
export interface IdPlace {
  readonly protocol: string;
  /** Empty for the protocol's default model. */
  readonly identifier: string;
  /** The feature's index. Models without features of their own have those of the default model, and their ids. */
  readonly feature?: number;
}

let places: ReadonlyMap<string, readonly IdPlace[]> | undefined;

/**
 * What an id of the Buttplug project's device configuration stands for, as configurations of users name it. Mostly one
 * place; several where two models were given the same id; none for an unknown id.
 */
export function placesOfId(id: string): readonly IdPlace[] {
  places ??= placesOf();
  return places.get(id.toLowerCase()) ?? [];
}

function placesOf(): ReadonlyMap<string, readonly IdPlace[]> {
  const found = new Map<string, IdPlace[]>();
  const add = (id: string, place: IdPlace) => {
    const known = found.get(id);
    if (known) known.push(place);
    else found.set(id, [place]);
  };
  for (const [protocol, rows] of idRows) {
    for (const [identifier, model, ...features] of rows) {
      add(model, { protocol, identifier });
      features.forEach((id, feature) => {
        if (id !== null) add(id, { protocol, identifier, feature });
      });
    }
  }
  return found;
}
