import { type Clock, sleep } from "@buttplug-ts/core";
import { type ReadonlySignal, signal } from "@preact/signals";

/** How a connection ended. `refused`: trying again is of no use. */
export interface Ended {
  readonly reason: string;
  readonly refused?: boolean;
}

export type LinkState =
  | { readonly kind: "closed" }
  | { readonly kind: "connecting" }
  | { readonly kind: "open" }
  /** `untilMs` is on the clock's scale. */
  | { readonly kind: "waiting"; readonly reason: string; readonly untilMs: number }
  | { readonly kind: "refused"; readonly reason: string };

export interface LinkOptions {
  /** Opens the connection; settles when it is open, with what settles when it ends. Must not reject. */
  readonly open: (signal: AbortSignal) => Promise<Ended | { readonly ended: Promise<Ended> }>;
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
}

const firstDelayMs = 500;
const longestDelayMs = 8_000;

/** A connection that is opened again when it ends, with pauses that grow. */
export class Link {
  readonly #o: LinkOptions;
  readonly #state = signal<LinkState>({ kind: "closed" });
  #running: AbortController | undefined;
  #pause: AbortController | undefined;

  constructor(options: LinkOptions) {
    this.#o = options;
  }

  get state(): ReadonlySignal<LinkState> {
    return this.#state;
  }

  get isOpen(): boolean {
    return this.#state.value.kind === "open";
  }

  /** Does nothing if it runs already. */
  start(): void {
    if (this.#running) return;
    this.#running = new AbortController();
    void this.#run(this.#running.signal);
  }

  /** Ends the pause between two attempts. */
  retry(): void {
    this.#pause?.abort();
  }

  close(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.retry();
    this.#state.value = { kind: "closed" };
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      this.#state.value = { kind: "connecting" };
      const opened = await this.#o.open(signal);
      if (signal.aborted) return;
      let end: Ended;
      if ("ended" in opened) {
        this.#state.value = { kind: "open" };
        end = await opened.ended;
        attempt = 0;
      } else end = opened;
      if (signal.aborted) return;
      if (end.refused) {
        this.#running = undefined;
        this.#state.value = { kind: "refused", reason: end.reason };
        return;
      }
      await this.#wait(attempt, end.reason);
    }
  }

  /** Pauses differ from page to page, so that not all come back at once. */
  async #wait(attempt: number, reason: string): Promise<void> {
    const { clock, random } = this.#o;
    const delayMs = Math.min(firstDelayMs * 2 ** attempt, longestDelayMs) * (0.5 + random() / 2);
    this.#state.value = { kind: "waiting", reason, untilMs: clock.now() + delayMs };
    this.#pause = new AbortController();
    await sleep(clock, delayMs, this.#pause.signal).catch(() => {});
  }
}
