import { type ConfigStore, memoryConfigStore } from "@buttplug-ts/core";

/** A store that another engine writes to: what is in it is read, and what is written is known to this process alone. */
export function keepNothing(store: ConfigStore): ConfigStore {
  const written = memoryConfigStore();
  const own = new Set<string>();
  return {
    where: (name) => store.where(name),
    read: (name) => (own.has(name) ? written : store).read(name),
    write(name, text) {
      own.add(name);
      return written.write(name, text);
    },
    async setAside(name) {
      own.add(name);
      return store.where(name);
    },
    watch: (name, listener, options) => store.watch(name, listener, options),
  };
}
