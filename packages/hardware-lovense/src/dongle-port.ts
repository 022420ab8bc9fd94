import { ButtplugError, type Clock, type Logger, textOf, withTimeLimit } from "@buttplug-ts/core";
import { type HidHandle, OperationQueue } from "@buttplug-ts/hardware-kit";
import { type DongleAnswer, DongleReader, type DongleRequest, reportsOf } from "./dongle-messages.js";

/** Log lines show this much of what cannot be read. */
const shownCharacters = 200;

export interface DonglePortOptions {
  readonly handle: HidHandle;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long one report may take, in milliseconds. */
  readonly writeLimitMs: number;
  readonly onAnswer: (answer: DongleAnswer) => void;
  /** Called once, unless the port was closed first. */
  readonly onLost: (reason: string) => void;
}

/** The open dongle, as requests out and answers in. */
export class DonglePort {
  readonly #o: DonglePortOptions;
  readonly #queue = new OperationQueue();
  #isOver = false;

  constructor(options: DonglePortOptions) {
    this.#o = options;
    const { handle, logger, onAnswer } = options;
    const reader = new DongleReader((text) => {
      logger.log("debug", "lovense-dongle", `unreadable: ${text.slice(0, shownCharacters)}`);
    });
    handle.on("data", (report) => {
      for (const answer of reader.push(report)) if (!this.#isOver) onAnswer(answer);
    });
    handle.on("error", (error) => this.#lose(textOf(error)));
  }

  /** Settles when the dongle took it. A dongle that does not take it is lost. */
  send(request: DongleRequest): Promise<void> {
    return this.#queue.write(async () => {
      for (const report of reportsOf(request)) await this.#write(report);
    });
  }

  /** Lets the dongle go. */
  async close(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    await this.#letGo();
  }

  async #write(report: number[]): Promise<void> {
    const { handle, clock, writeLimitMs } = this.#o;
    if (this.#isOver) throw new ButtplugError("hardware/disconnected", "the dongle is not there any more");
    const tooLate = () => new ButtplugError("hardware/write-failed", "the dongle does not take what is written to it");
    try {
      await withTimeLimit(clock, writeLimitMs, undefined, tooLate, () => handle.write(report));
    } catch (error) {
      this.#lose(textOf(error));
      throw error;
    }
  }

  #lose(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    void this.#letGo();
    this.#o.onLost(reason);
  }

  #letGo(): Promise<void> {
    const { handle, clock, writeLimitMs } = this.#o;
    const tooLate = () => new ButtplugError("internal/bug", "the dongle is not let go");
    return withTimeLimit(clock, writeLimitMs, undefined, tooLate, () => handle.close()).catch(() => {});
  }
}
