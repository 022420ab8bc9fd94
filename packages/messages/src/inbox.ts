import { type Logger, textOf } from "@buttplug-ts/core";
import { frameLimitBytes, type Incoming } from "./channel.js";
import { decodeFrame } from "./frame.js";

/** What a channel calls with each batch. */
export type Receive = (batch: readonly Incoming[]) => void;

/** Hands the frames of a channel to its one listener, and keeps a bounded amount of them until there is one. */
export class Inbox {
  readonly #logger: Logger;
  #listener: Receive | undefined;
  #kept: (string | readonly Incoming[])[] = [];
  #keptLength = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Takes a frame: its text, or what to deliver in its place. False if more came than can be kept. */
  take(frame: string | readonly Incoming[]): boolean {
    this.#keptLength += frame.length;
    if (this.#kept.push(frame) === 1) this.flush();
    return this.#keptLength <= frameLimitBytes;
  }

  /** Sets the listener, which hears what was kept soon, not from within this call. */
  receive(listener: Receive): void {
    this.#listener = listener;
    if (this.#kept.length > 0) queueMicrotask(() => this.flush());
  }

  /** Delivers what is kept, if somebody listens. */
  flush(): void {
    if (!this.#listener) return;
    const kept = this.#kept;
    this.#kept = [];
    this.#keptLength = 0;
    for (const frame of kept) {
      try {
        this.#listener(typeof frame === "string" ? decodeFrame(frame) : frame);
      } catch (error) {
        this.#logger.log("error", "connector", `a listener failed: ${textOf(error)}`);
      }
    }
  }

  /** Delivers nothing more. Whoever closes takes no more frames. */
  close(): void {
    this.#kept = [];
    this.#listener = () => {};
  }
}
