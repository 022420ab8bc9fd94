import { ButtplugError, type Clock, systemClock, withTimeLimit } from "@buttplug-ts/core";
import { firstDifference } from "./first-difference.js";
import { Journal } from "./journal.js";

/** Who looked: the scripted server, or the application of the client. */
export type Side = "server" | "client";

/** One thing that a client should do, and what was wrong if it did not. */
export interface Criterion {
  readonly side: Side;
  readonly text: string;
  readonly problem?: string;
}

/** How time is dealt with in a run. */
export interface Timing {
  /** The clock that the client runs on. */
  readonly clock: Clock;
  /** Real milliseconds that anything may take that should happen. */
  readonly patienceMs: number;
  /** Moves the clock, if it does not move by itself. */
  readonly advance?: (byMs: number) => Promise<void>;
}

/** One run of a scenario: its criteria so far, and its end. The first criterion that is not met ends it. */
export class Stage {
  readonly timing: Timing;
  readonly criteria: Criterion[] = [];
  /** The names of the messages that the server has got. */
  readonly arrived: Journal<string> = new Journal();
  readonly #ending = new AbortController();

  constructor(timing: Timing) {
    this.timing = timing;
  }

  /** Aborts when the run is over. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  /** The first criterion that was not met. */
  get failure(): Criterion | undefined {
    return this.criteria.find(({ problem }) => problem !== undefined);
  }

  /** Ends what waits. */
  end(): void {
    this.#ending.abort();
  }

  fail(side: Side, text: string, problem: string): void {
    if (this.ending.aborted) return;
    this.criteria.push({ side, text, problem });
    this.end();
  }

  /** Waits for what should happen; `judge` says what is wrong with the result. */
  async expect<T>(side: Side, text: string, work: Promise<T>, judge?: (result: T) => string | undefined): Promise<T> {
    // The server is the more patient, so that what the application misses is what is reported where both wait.
    const patienceMs = this.timing.patienceMs * (side === "server" ? 1.5 : 1);
    const late = () => new ButtplugError("request/timeout", `nothing within ${patienceMs} ms`);
    work.catch(() => {});
    try {
      const result = await withTimeLimit(systemClock, patienceMs, this.ending, late, () => work);
      const problem = judge?.(result);
      if (problem !== undefined) throw new ButtplugError("message/unexpected", problem);
      this.criteria.push({ side, text });
      return result;
    } catch (error) {
      this.fail(side, text, fullTextOf(error));
      throw error;
    }
  }

  /** Something that should be so now. */
  async check(side: Side, text: string, look: () => unknown, expected: unknown): Promise<void> {
    await this.expect(side, text, Promise.resolve(), () => firstDifference(look(), expected));
  }
}

/** All that an error says, with what caused it. */
export function fullTextOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} (${fullTextOf(error.cause)})`;
}
