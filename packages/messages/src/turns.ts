import { type Cancel, type Clock, soon } from "@buttplug-ts/core";

/** What is used of a connection of Node, named by its shape. */
interface ByteStream {
  on(event: "data", listener: () => void): unknown;
  prependListener(event: "data", listener: () => void): unknown;
  off(event: "data", listener: () => void): unknown;
}

/** What stops and goes on to hand out what came over a connection. */
interface Pausable {
  pause(): void;
  resume(): void;
}

/** How long somebody may keep the thread busy at once, in milliseconds. */
const shareMs = 5;
/** How much of the time one connection may keep the thread busy without ever waiting, and all of them together. */
const freePart = 0.1;
const freePartOfAll = 0.5;

/**
 * Keeps those who send much from delaying the others. While the thread is busy, whoever has had its share is not read from
 * until it is its turn; of all who wait one has its turn at a time, and between two turns there is as much time for the rest.
 */
export class Turns {
  readonly #clock: Clock;
  readonly #all: Load;
  readonly #waiting = new Set<() => void>();
  #cancelNext: Cancel | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#all = new Load(freePartOfAll);
  }

  /** Watches a connection whose listeners to `data` are there already. Returns the function that ends this. */
  watch(stream: ByteStream, reading: Pausable): Cancel {
    const own = new Load(freePart);
    let beganMs: number | undefined;
    const begin = () => {
      beganMs ??= this.#clock.now();
    };
    const resume = () => reading.resume();
    const measure = () => {
      if (beganMs === undefined) return;
      const nowMs = this.#clock.now();
      const tookMs = nowMs - beganMs;
      beganMs = undefined;
      const isMuch = own.add(tookMs, nowMs);
      if (!this.#all.add(tookMs, nowMs) || !isMuch) return;
      reading.pause();
      this.#wait(resume, Math.max(shareMs, tookMs));
    };
    // Answers are made in a microtask: what they take counts, too.
    const end = () => soon(measure);
    stream.prependListener("data", begin);
    stream.on("data", end);
    return () => {
      stream.off("data", begin);
      stream.off("data", end);
      this.#waiting.delete(resume);
    };
  }

  #wait(resume: () => void, pauseMs: number): void {
    this.#waiting.add(resume);
    this.#cancelNext ??= this.#clock.after(pauseMs, () => {
      this.#cancelNext = undefined;
      const [next, another] = this.#waiting;
      if (next === undefined) return;
      this.#waiting.delete(next);
      next();
      if (another) this.#wait(another, shareMs);
    });
  }
}

/** How much longer than it may for free somebody has kept the thread busy. */
class Load {
  readonly #freePart: number;
  #debtMs = 0;
  #atMs = 0;

  constructor(part: number) {
    this.#freePart = part;
  }

  /** Adds time that has just been taken. Whether it is more than a share by now. */
  add(tookMs: number, nowMs: number): boolean {
    this.#debtMs = Math.max(0, this.#debtMs - this.#freePart * (nowMs - this.#atMs)) + tookMs;
    this.#atMs = nowMs;
    if (this.#debtMs < shareMs) return false;
    // What goes beyond is paid by waiting.
    this.#debtMs = shareMs;
    return true;
  }
}
