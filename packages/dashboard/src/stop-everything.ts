import type { Clock } from "@buttplug-ts/core";
import { type ReadonlySignal, signal } from "@preact/signals";
import { sentenceOf } from "./sentence.js";

export type StopState =
  | { readonly kind: "ready" }
  | { readonly kind: "stopping" }
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly why: string };

/** How long it is said that everything is stopped. */
const toldMs = 5_000;

/** The stop of everything, and what became of it. */
export class StopEverything {
  readonly #stop: () => Promise<void>;
  readonly #clock: Clock;
  readonly #state = signal<StopState>({ kind: "ready" });
  #number = 0;

  constructor(stop: () => Promise<void>, clock: Clock) {
    this.#stop = stop;
    this.#clock = clock;
  }

  get state(): ReadonlySignal<StopState> {
    return this.#state;
  }

  /** Each call stops again, also while an earlier one is under way. */
  async run(): Promise<void> {
    this.#number += 1;
    const number = this.#number;
    this.#state.value = { kind: "stopping" };
    let end: StopState = { kind: "stopped" };
    try {
      await this.#stop();
    } catch (error) {
      end = { kind: "failed", why: sentenceOf(error) };
    }
    if (number !== this.#number) return;
    this.#state.value = end;
    this.#clock.after(toldMs, () => {
      if (this.#state.peek() === end && end.kind === "stopped") this.#state.value = { kind: "ready" };
    });
  }
}
