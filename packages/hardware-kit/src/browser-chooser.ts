import { onAbort, textOf } from "@buttplug-ts/core";
import { unavailable } from "./open-connections.js";

export interface BrowserChooserOptions<T> {
  /** The name of the bus. */
  readonly manager: string;
  /** What the user chooses, such as `a port`. */
  readonly what: string;
  /** Called with what the user chose when nobody waited for it any more. */
  readonly onLate: (chosen: T) => void;
}

/** The list that a browser shows for its user to choose from. It shows one at a time. */
export class BrowserChooser<T> {
  readonly #o: BrowserChooserOptions<T>;
  #choosing: Promise<T> | undefined;

  constructor(options: BrowserChooserOptions<T>) {
    this.#o = options;
  }

  /**
   * Has the browser ask by `request`, unless it asks already. Undefined if the user chose nothing, or not before `signal`
   * aborted.
   * @throws ButtplugError `hardware/unavailable` if the browser does not ask
   */
  async choose(request: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    const { manager, what, onLate } = this.#o;
    this.#choosing ??= request().finally(() => {
      this.#choosing = undefined;
    });
    const choosing = this.#choosing;
    try {
      return await new Promise((resolve, reject) => {
        const unlisten = onAbort(signal, () => {
          resolve(undefined);
          choosing.then(onLate).catch(() => {});
        });
        void choosing.then(resolve, reject).finally(unlisten);
      });
    } catch (error) {
      const name = error instanceof Error ? error.name : "";
      if (name === "NotFoundError") return undefined; // The user chose nothing.
      const why =
        name === "SecurityError"
          ? `The browser asks for ${what} only in answer to a click or a key; start the scan there.`
          : `The browser did not ask for ${what}: ${textOf(error)}.`;
      throw unavailable(manager, why, error);
    }
  }
}
