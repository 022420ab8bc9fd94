import { type Clock, isButtplugError } from "@buttplug-ts/core";
import { type ReadonlySignal, signal } from "@preact/signals";
import { sentenceOf } from "./sentence.js";

export type StopState =
  | { readonly kind: "ready" }
  | { readonly kind: "stopping" }
  | { readonly kind: "stopped" }
  /** `isWanted`: the engine has not heard of it yet, or may not have. */
  | { readonly kind: "failed"; readonly why: string; readonly isWanted: boolean };

export interface StopEverythingOptions {
  readonly stop: () => Promise<void>;
  readonly clock: Clock;
  /** Keeps why a stop is still wanted, also when the page is loaded anew; undefined: none is. */
  readonly wanted: { get(): string | undefined; set(why: string | undefined): void };
}

/** How long it is said that everything is stopped. */
const toldMs = 5_000;

/** The stop of everything, and what became of it. */
export class StopEverything {
  readonly #o: StopEverythingOptions;
  readonly #state = signal<StopState>({ kind: "ready" });
  #number = 0;

  constructor(options: StopEverythingOptions) {
    this.#o = options;
    const why = options.wanted.get();
    if (why !== undefined) this.#state.value = { kind: "failed", why, isWanted: true };
  }

  get state(): ReadonlySignal<StopState> {
    return this.#state;
  }

  /** Each call stops again, also while an earlier one is under way. */
  async run(): Promise<void> {
    const { stop, clock, wanted } = this.#o;
    this.#number += 1;
    const number = this.#number;
    this.#state.value = { kind: "stopping" };
    let end: StopState = { kind: "stopped" };
    try {
      await stop();
    } catch (error) {
      end = { kind: "failed", why: sentenceOf(error), isWanted: isUnheard(error) };
    }
    if (number !== this.#number) return;
    this.#state.value = end;
    wanted.set(end.kind === "failed" && end.isWanted ? end.why : undefined);
    clock.after(toldMs, () => {
      if (this.#state.peek() === end && end.kind === "stopped") this.#state.value = { kind: "ready" };
    });
  }

  /** The engine is there again: it hears of a stop that it did not hear of. */
  async catchUp(): Promise<void> {
    const state = this.#state.peek();
    if (state.kind === "failed" && state.isWanted) await this.run();
  }
}

function isUnheard(error: unknown): boolean {
  return isButtplugError(error, "connector/not-connected") || isButtplugError(error, "request/timeout");
}
