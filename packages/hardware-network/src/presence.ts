import { abortedError, type Cancel, type Clock, Deadline, sleep, utf8 } from "@buttplug-ts/core";

/** "Which T-Code do you speak?" Firmware says a line such as `TCode v0.3`. */
const question: Uint8Array = utf8("D1\n");
const firstAgainMs = 500;

export interface PresenceOptions {
  readonly send: (data: Uint8Array) => Promise<void>;
  readonly clock: Clock;
  /** How long nothing may come from a device before it counts as gone. It is asked four times meanwhile. */
  readonly silenceLimitMs: number;
  readonly onSilent: () => void;
}

/** Asks a device whether it is there. Whatever it says is an answer. */
export class Presence {
  readonly #o: PresenceOptions;
  readonly #silence: Deadline;
  readonly #first = new AbortController();
  #heard = 0;
  /** When it was asked first since something came. */
  #askedMs: number | undefined;
  #isWatching = false;
  #cancelQuestion: Cancel = () => {};
  #cancelLook: Cancel = () => {};

  constructor(options: PresenceOptions) {
    this.#o = options;
    this.#silence = new Deadline(options.clock, () => this.#look());
  }

  /** Something came. */
  heard(): void {
    this.#heard += 1;
    this.#askedMs = undefined;
    this.#first.abort();
    if (this.#isWatching) this.#silence.set(this.#o.clock.now() + this.#o.silenceLimitMs);
  }

  /** Whether it says anything within `limitMs`. Rejects with `request/aborted`. */
  async answers(limitMs: number, signal: AbortSignal): Promise<boolean> {
    const { clock } = this.#o;
    const untilMs = clock.now() + limitMs;
    while (this.#heard === 0 && clock.now() < untilMs) {
      this.#ask();
      await sleep(clock, firstAgainMs, AbortSignal.any([signal, this.#first.signal])).catch(() => {});
      if (signal.aborted) throw abortedError(signal);
    }
    return this.#heard > 0;
  }

  /** From now on a device that says nothing is gone. */
  watch(): void {
    const { clock, silenceLimitMs } = this.#o;
    this.#isWatching = true;
    this.#silence.set(clock.now() + silenceLimitMs);
    const askLater = () => {
      this.#cancelQuestion = clock.after(silenceLimitMs / 4, () => {
        this.#ask();
        askLater();
      });
    };
    askLater();
  }

  end(): void {
    this.#isWatching = false;
    this.#cancelQuestion();
    this.#cancelLook();
    this.#silence.dispose();
  }

  /** What is wrong with the network shows in that no answer comes. */
  #ask(): void {
    this.#askedMs ??= this.#o.clock.now();
    this.#o.send(question).catch(() => {});
  }

  #look(): void {
    const { clock, silenceLimitMs } = this.#o;
    // A process that stood still did not ask meanwhile: a device that is asked has time to answer.
    const answerByMs = (this.#askedMs ?? clock.now()) + silenceLimitMs / 2;
    if (clock.now() < answerByMs) return this.#silence.set(answerByMs);
    const before = this.#heard;
    // What came meanwhile may wait to be read.
    this.#cancelLook = clock.after(0, () => {
      if (this.#heard === before) this.#o.onSilent();
    });
  }
}
