import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ButtplugError, type Clock, type ConfigStore, type Logger, silentLogger, systemClock } from "@buttplug-ts/core";
import { DocumentWatch } from "./document-watch.js";
import { moveAside } from "./move-aside.js";
import { replaceFile } from "./replace-file.js";
import { storeError } from "./store-error.js";

export interface FileConfigStoreOptions {
  readonly clock?: Clock;
  /** Hears of a watch that ends early. */
  readonly logger?: Logger;
}

/**
 * Keeps each document as `<name>.json` in `directory`, which is made if it is missing. Files are for this user alone
 * (0600, a new directory 0700) and are replaced whole.
 * @throws ButtplugError `usage/invalid-argument` for names that are not of small letters, digits and dashes.
 */
export function fileConfigStore(directory: string, options: FileConfigStoreOptions = {}): ConfigStore {
  return new FileConfigStore(directory, options);
}

class FileConfigStore implements ConfigStore {
  readonly #directory: string;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #watches = new Set<DocumentWatch>();
  /** One thing after the other, so that the last write wins and a reader sees the writes before it. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(directory: string, { clock = systemClock, logger = silentLogger }: FileConfigStoreOptions) {
    this.#directory = directory;
    this.#clock = clock;
    this.#logger = logger;
  }

  where(name: string): string {
    if (/^[a-z0-9-]+$/.test(name)) return join(this.#directory, `${name}.json`);
    const message = `${JSON.stringify(name)} is no name of a document: expected small letters, digits and dashes`;
    throw new ButtplugError("usage/invalid-argument", message, { details: { argument: "name" } });
  }

  async read(name: string): Promise<string | undefined> {
    return this.#inTurn(name, "read", readIfThere);
  }

  async write(name: string, text: string): Promise<void> {
    await this.#inTurn(name, "written", async (path) => {
      await replaceFile(path, text);
      this.#saw(path, text);
    });
  }

  async setAside(name: string): Promise<string> {
    return this.#inTurn(name, "moved", async (path) => {
      const aside = await moveAside(path);
      this.#saw(path, undefined);
      return aside;
    });
  }

  watch(name: string, listener: () => void, { signal }: { readonly signal: AbortSignal }): void {
    const path = this.where(name);
    if (signal.aborted) return;
    const watch = new DocumentWatch(path, {
      read: () => this.read(name),
      listener,
      clock: this.#clock,
      logger: this.#logger,
    });
    this.#watches.add(watch);
    signal.addEventListener(
      "abort",
      () => {
        this.#watches.delete(watch);
        watch.close();
      },
      { once: true },
    );
  }

  #saw(path: string, text: string | undefined): void {
    for (const watch of this.#watches) if (watch.path === path) watch.saw(text);
  }

  #inTurn<T>(name: string, what: string, work: (path: string) => Promise<T>): Promise<T> {
    const path = this.where(name);
    const result = this.#queue.then(async () => {
      try {
        return await work(path);
      } catch (error) {
        throw storeError(error, path, what);
      }
    });
    this.#queue = result.catch(() => {});
    return result;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
