import { ButtplugError, type Clock } from "@buttplug-ts/core";
import type { HardwareClosed } from "@buttplug-ts/hardware";

/** Waits for what a connection brings, for so long at most and no longer than the connection lasts. */
export class InTime {
  readonly #clock: Clock;
  /** Those who wait. Each on the promise of the end itself would be kept by it for as long as the connection lasts. */
  readonly #waiting = new Set<(error: ButtplugError) => void>();
  #ended: ButtplugError | undefined;

  constructor(clock: Clock, closed: Promise<HardwareClosed>) {
    this.#clock = clock;
    void closed.then(({ reason }) => {
      this.#ended = new ButtplugError("hardware/disconnected", `the device disconnected: ${reason}`);
      for (const fail of [...this.#waiting]) fail(this.#ended);
    });
  }

  /** The result of `work`, or the error of whichever comes first: its time limit or the end of the connection. */
  get<T>(limitMs: number, work: Promise<T>, onTimeout: () => ButtplugError): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = () => {
        cancel();
        this.#waiting.delete(fail);
      };
      const fail = (error: unknown) => {
        end();
        reject(error);
      };
      const cancel = this.#clock.after(limitMs, () => fail(onTimeout()));
      this.#waiting.add(fail);
      work.then((result) => {
        end();
        resolve(result);
      }, fail);
      if (this.#ended) fail(this.#ended);
    });
  }
}
