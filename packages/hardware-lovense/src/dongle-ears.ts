import { type Clock, onAbort } from "@buttplug-ts/core";
import type { DongleAnswer } from "./dongle-messages.js";

/** Waits for answers of a dongle. */
export class DongleEars {
  readonly #clock: Clock;
  readonly #ears = new Set<(answer: DongleAnswer | undefined) => void>();
  #isOver = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  hear(answer: DongleAnswer): void {
    for (const ear of [...this.#ears]) ear(answer);
  }

  /** No answer comes any more. */
  end(): void {
    this.#isOver = true;
    for (const ear of [...this.#ears]) ear(undefined);
  }

  /** The first thing that `pick` takes of an answer, or undefined if none came in time, `signal` aborted or it is over. */
  next<T>(
    pick: (answer: DongleAnswer) => T | undefined,
    limitMs: number,
    signal?: AbortSignal,
  ): Promise<T | undefined> {
    return new Promise((resolve) => {
      const end = (value?: T) => {
        this.#ears.delete(ear);
        cancel();
        unlisten();
        resolve(value);
      };
      const ear = (answer: DongleAnswer | undefined) => {
        const value = answer && pick(answer);
        if (value !== undefined || answer === undefined) end(value);
      };
      const unlisten = onAbort(signal, () => end());
      const cancel = this.#clock.after(limitMs, () => end());
      this.#ears.add(ear);
      if (this.#isOver) end();
    });
  }
}
