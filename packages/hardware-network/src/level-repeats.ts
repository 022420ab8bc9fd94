import { type Cancel, type Clock, sleep } from "@buttplug-ts/core";
import { readLevel } from "./tcode-lines.js";

/** When a level is sent again, in milliseconds after it was sent last, unless there is a newer one of its channel. */
const againAfterMs = [50, 100];
/** More of a stop: it can start nothing, and one that is lost would be the worst. The last comes 5 s after the first. */
const stopAgainAfterMs = [...againAfterMs, 250, 600, 1_500, 2_500];

interface Repeated {
  readonly line: Uint8Array;
  readonly cancel: Cancel;
}

/** Sends levels several times over a network that loses some. Moves are sent once: what is lost of them leaves things where they are. */
export class LevelRepeats {
  readonly #send: (line: Uint8Array) => Promise<void>;
  readonly #clock: Clock;
  readonly #waiting = new Map<string, Repeated>();

  constructor(send: (line: Uint8Array) => Promise<void>, clock: Clock) {
    this.#send = send;
    this.#clock = clock;
  }

  /** A line goes out. */
  sent(line: Uint8Array): void {
    const level = readLevel(line);
    if (level) this.#plan(level.channel, line, level.isStop ? stopAgainAfterMs : againAfterMs);
  }

  /** Sends what was to be sent again twice more, as fast as makes sense. */
  async finish(): Promise<void> {
    const lines = [...this.#waiting.values()].map(({ line }) => line);
    this.cancel();
    if (lines.length === 0) return;
    for (const delayMs of againAfterMs) {
      await sleep(this.#clock, delayMs);
      for (const line of lines) this.#again(line);
    }
  }

  cancel(): void {
    for (const { cancel } of this.#waiting.values()) cancel();
    this.#waiting.clear();
  }

  #plan(channel: string, line: Uint8Array, [afterMs, ...later]: readonly number[]): void {
    this.#waiting.get(channel)?.cancel();
    this.#waiting.delete(channel);
    if (afterMs === undefined) return;
    const cancel = this.#clock.after(afterMs, () => {
      this.#plan(channel, line, later);
      this.#again(line);
    });
    this.#waiting.set(channel, { line, cancel });
  }

  /** What is wrong with the network shows in other ways. */
  #again(line: Uint8Array): void {
    this.#send(line).catch(() => {});
  }
}
