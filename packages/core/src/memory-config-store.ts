import type { ConfigStore } from "./config-store.js";
import { ButtplugError } from "./error.js";

/** A store that forgets everything with the process, for platforms without storage and for tests. */
export interface MemoryConfigStore extends ConfigStore {
  /** Changes a document as somebody else would, so that watchers hear of it. Undefined removes it. */
  edit(name: string, text: string | undefined): void;
}

/** A store in memory that begins with these documents. */
export function memoryConfigStore(documents: Readonly<Record<string, string>> = {}): MemoryConfigStore {
  const texts = new Map(Object.entries(documents));
  const watches = new Set<{ readonly name: string; readonly listener: () => void }>();
  const where = (name: string) => `${name} in memory`;
  return {
    where,
    read: async (name) => texts.get(name),
    write: async (name, text) => {
      texts.set(name, text);
    },
    setAside: async (name) => {
      const text = texts.get(name);
      if (text === undefined) {
        throw new ButtplugError("config/store-failed", `there is no ${where(name)}`, {
          details: { where: where(name) },
        });
      }
      let aside = `${name}.damaged`;
      for (let number = 2; texts.has(aside); number += 1) aside = `${name}.damaged-${number}`;
      texts.set(aside, text);
      texts.delete(name);
      return where(aside);
    },
    watch: (name, listener, { signal }) => {
      if (signal.aborted) return;
      const watch = { name, listener };
      watches.add(watch);
      signal.addEventListener("abort", () => watches.delete(watch), { once: true });
    },
    edit: (name, text) => {
      if (text === undefined) texts.delete(name);
      else texts.set(name, text);
      for (const watch of [...watches]) if (watch.name === name) watch.listener();
    },
  };
}
