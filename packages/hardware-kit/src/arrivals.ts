import { type Advertisement, onAbort } from "@buttplug-ts/core";

type Watcher = (advertisement: Advertisement) => void;

/** Those who watch a bus that tells by itself what arrives. */
export class Arrivals {
  readonly #watchers = new Set<Watcher>();

  get size(): number {
    return this.#watchers.size;
  }

  /**
   * Tells `arrivals` of what is `present`, then of what arrives, until `signal` aborts. A bus that cannot say what is
   * present has nothing to watch, and its `availability` says why.
   */
  add(arrivals: Watcher, signal: AbortSignal, present: () => Promise<readonly Advertisement[]>): void {
    if (signal.aborted) return;
    const watcher: Watcher = (advertisement) => {
      if (!signal.aborted) arrivals(advertisement);
    };
    this.#watchers.add(watcher);
    onAbort(signal, () => this.#watchers.delete(watcher));
    const report = async () => {
      for (const advertisement of await present()) if (this.#watchers.has(watcher)) watcher(advertisement);
    };
    void report().catch(() => {});
  }

  tell(advertisement: Advertisement): void {
    for (const watcher of [...this.#watchers]) watcher(advertisement);
  }

  clear(): void {
    this.#watchers.clear();
  }
}
