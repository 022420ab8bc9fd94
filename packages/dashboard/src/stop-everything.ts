import { type ReadonlySignal, signal } from "@preact/signals";
import { sentenceOf } from "./sentence.js";

export type StopState =
  | { readonly kind: "ready" }
  | { readonly kind: "stopping" }
  /** Counts up, so that each stop is told. */
  | { readonly kind: "stopped"; readonly number: number }
  | { readonly kind: "failed"; readonly why: string };

/** The stop of everything, and what became of it. */
export class StopEverything {
  readonly #stop: () => Promise<void>;
  readonly #state = signal<StopState>({ kind: "ready" });
  #number = 0;

  constructor(stop: () => Promise<void>) {
    this.#stop = stop;
  }

  get state(): ReadonlySignal<StopState> {
    return this.#state;
  }

  /** Each call stops again, also while an earlier one is under way. */
  async run(): Promise<void> {
    this.#number += 1;
    const number = this.#number;
    this.#state.value = { kind: "stopping" };
    let end: StopState = { kind: "stopped", number };
    try {
      await this.#stop();
    } catch (error) {
      end = { kind: "failed", why: sentenceOf(error) };
    }
    if (number === this.#number) this.#state.value = end;
  }
}
