import { type Logger, textOf } from "@buttplug-ts/core";
import { decodeFrame, type Incoming } from "@buttplug-ts/messages";

/** What a channel calls with each batch. */
export type Receive = (batch: readonly Incoming[]) => void;

/** Hands the frames of a channel to its one listener, and keeps a bounded amount of them until there is one. */
export class Inbox {
  readonly #limit: number;
  readonly #logger: Logger;
  #listener: Receive | undefined;
  #kept: (string | readonly Incoming[])[] = [];
  #keptLength = 0;
  #isClosed = false;

  /** Keeps at most `limit` characters. */
  constructor(limit: number, logger: Logger) {
    this.#limit = limit;
    this.#logger = logger;
  }

  /** Takes a frame: its text, or what to deliver in its place. False if more came than can be kept. */
  take(frame: string | readonly Incoming[]): boolean {
    if (this.#isClosed) return true;
    if (this.#listener && this.#kept.length === 0) {
      this.#deliver(this.#listener, frame);
      return true;
    }
    this.#kept.push(frame);
    this.#keptLength += frame.length;
    return this.#keptLength <= this.#limit;
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
    for (const frame of kept) this.#deliver(this.#listener, frame);
  }

  /** Forgets what is kept and delivers nothing more. */
  close(): void {
    this.#isClosed = true;
    this.#kept = [];
  }

  #deliver(listener: Receive, frame: string | readonly Incoming[]): void {
    if (this.#isClosed) return;
    const batch = typeof frame === "string" ? decodeFrame(frame) : frame;
    try {
      listener(batch);
    } catch (error) {
      this.#logger.log("error", "connector", `a listener failed: ${textOf(error)}`);
    }
  }
}
