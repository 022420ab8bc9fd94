import { type FSWatcher, watch } from "node:fs";
import { basename, dirname } from "node:path";
import { background, type Clock, Deadline, type Logger, textOf } from "@buttplug-ts/core";
import { makeFolder } from "./make-folder.js";
import { storeError } from "./store-error.js";

/** Editors empty a file before they fill it: it is read when nothing has happened for this long. */
const quietMs = 100;

export interface DocumentWatchOptions {
  readonly read: () => Promise<string | undefined>;
  readonly listener: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Tells when a file says something else than it did. Watches its folder, since many editors put a new file in its place. */
export class DocumentWatch {
  readonly path: string;
  readonly #options: DocumentWatchOptions;
  readonly #watcher: FSWatcher;
  readonly #quiet: Deadline;
  #seen: { readonly text: string | undefined } | undefined;
  #isClosed = false;

  constructor(path: string, options: DocumentWatchOptions) {
    const { clock, logger } = options;
    this.path = path;
    this.#options = options;
    this.#quiet = new Deadline(clock, () => background(this.#look(), logger, "config"));
    try {
      makeFolder(dirname(path));
      this.#watcher = watch(dirname(path), { persistent: false }, (_, file) => {
        if (file === null || file === basename(path)) this.#quiet.set(clock.now() + quietMs);
      });
    } catch (error) {
      throw storeError(error, path, "watched");
    }
    this.#watcher.on("error", (error) => {
      logger.log("warn", "config", `changes of ${path} are not noticed any more: ${textOf(error)}`);
    });
    background(this.#begin(), logger, "config");
  }

  /** Takes note of a text that the file has because of us. */
  saw(text: string | undefined): void {
    this.#seen = { text };
  }

  close(): void {
    this.#isClosed = true;
    this.#watcher.close();
    this.#quiet.dispose();
  }

  async #begin(): Promise<void> {
    const text = await this.#options.read();
    this.#seen ??= { text };
  }

  async #look(): Promise<void> {
    const text = await this.#options.read();
    if (this.#isClosed || (this.#seen !== undefined && this.#seen.text === text)) return;
    this.saw(text);
    this.#options.listener();
  }
}
