import type { HardwareId } from "@buttplug-ts/core";

/**
 * Ids for hardware that has none of its own, or shares one. The first of a name gets the name itself, the next `name#2`:
 * stable across runs for whoever has one of each. An id is kept for as long as its hardware is there.
 */
export class StableIds<K> {
  #ids: ReadonlyMap<K, HardwareId> = new Map();

  /** Gives each of `present` an id, and takes those of all others back. */
  assign(present: readonly { readonly key: K; readonly name: string }[]): ReadonlyMap<K, HardwareId> {
    const ids = new Map<K, HardwareId>();
    for (const { key } of present) {
      const before = this.#ids.get(key);
      if (before !== undefined) ids.set(key, before);
    }
    const taken = new Set(ids.values());
    for (const { key, name } of present) {
      if (ids.has(key)) continue;
      let id = name;
      for (let number = 2; taken.has(id); number += 1) id = `${name}#${number}`;
      taken.add(id);
      ids.set(key, id);
    }
    this.#ids = ids;
    return ids;
  }
}
