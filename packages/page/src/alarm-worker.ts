import { clockWorkerScript } from "./clock-worker-script.js";

/** What an {@link AlarmWorker} tells the page. */
export interface AlarmListener {
  /** The alarm went off. The first time this says that the worker runs. */
  onWake(): void;
  /** The worker could not be loaded, or failed. */
  onFailed(reason: string): void;
}

/** The longest delay that a platform timer can hold. A longer one would run at once. */
const longestAlarmMs = 0x7fff_ffff;

/** One alarm in a dedicated worker. Setting it again forgets the setting before. */
export class AlarmWorker {
  readonly #worker: Worker;
  #blobUrl: string | undefined;

  /** Throws where a page may not have workers, if the platform says so at once; others hear of it by `onFailed`. */
  constructor(url: string | undefined, listener: AlarmListener) {
    if (url === undefined)
      this.#blobUrl = URL.createObjectURL(new Blob([clockWorkerScript], { type: "text/javascript" }));
    const name = "buttplug-ts clock";
    try {
      // A hosted worker that came out of a bundler may be a module; as a module, a classic one works too.
      this.#worker =
        url === undefined ? new Worker(this.#blobUrl as string, { name }) : new Worker(url, { name, type: "module" });
    } catch (error) {
      this.#releaseBlob();
      throw error;
    }
    this.#worker.onmessage = () => {
      this.#releaseBlob();
      listener.onWake();
    };
    // A worker that could not be loaded gives no text: browsers keep it from the page.
    this.#worker.onerror = (event) => listener.onFailed(event.message || "the browser did not load the worker");
    this.#worker.onmessageerror = () => listener.onFailed("the worker sent what cannot be read");
  }

  /** Wakes the page in `delayMs`, or after 24.8 days if that is earlier. */
  set(delayMs: number): void {
    this.#worker.postMessage(Math.min(Math.ceil(delayMs), longestAlarmMs));
  }

  /** Ends the worker. The listener hears nothing more. */
  terminate(): void {
    this.#worker.onmessage = this.#worker.onerror = this.#worker.onmessageerror = null;
    this.#worker.terminate();
    this.#releaseBlob();
  }

  #releaseBlob(): void {
    // Not right after the worker was made: some browsers load it later.
    if (this.#blobUrl !== undefined) URL.revokeObjectURL(this.#blobUrl);
    this.#blobUrl = undefined;
  }
}
