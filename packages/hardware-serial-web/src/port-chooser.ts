import { onAbort, textOf } from "@buttplug-ts/core";
import { unavailable } from "@buttplug-ts/hardware-kit";
import type { WebSerial, WebSerialFilter, WebSerialPort } from "./web-serial.js";

export interface PortChooserOptions {
  readonly manager: string;
  readonly filters: readonly WebSerialFilter[];
  /** Called with what the user chose when nobody waited for it any more. */
  readonly onLate: (port: WebSerialPort) => void;
}

/** The browser's list of ports, one at a time. */
export class PortChooser {
  readonly #o: PortChooserOptions;
  #choosing: Promise<WebSerialPort> | undefined;

  constructor(options: PortChooserOptions) {
    this.#o = options;
  }

  /**
   * Undefined if the user chose none, or not before `signal` aborted.
   * @throws ButtplugError `hardware/unavailable` if the browser does not ask
   */
  async choose(serial: WebSerial, signal: AbortSignal): Promise<WebSerialPort | undefined> {
    const { filters, manager, onLate } = this.#o;
    const options = filters.length > 0 ? { filters: [...filters] } : undefined;
    this.#choosing ??= serial.requestPort(options).finally(() => {
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
      if (name === "NotFoundError") return undefined; // The user chose none.
      const why =
        name === "SecurityError"
          ? "The browser asks for a port only in answer to a click or a key; start the scan there."
          : `The browser did not ask for a port: ${textOf(error)}.`;
      throw unavailable(manager, why, error);
    }
  }
}
