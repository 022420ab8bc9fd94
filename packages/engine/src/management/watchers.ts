import type { Clock } from "@buttplug-ts/core";
import type { LogLine, ManagementEvent, ManagementState } from "@buttplug-ts/management";
import type { LogRing } from "./log-ring.js";

export type Listener = (event: ManagementEvent) => void;

export interface WatchersOptions {
  readonly state: () => ManagementState;
  readonly logs: LogRing;
  readonly clock: Clock;
  /** Begins what costs something and is done only while somebody watches. Returns the function that ends it. */
  readonly begin: () => () => void;
}

/** What has gathered is told together, this often at most. */
const shortestPauseMs = 100;
/** Telling takes no more than a hundredth of the time, so that clients hardly ever wait for it; it comes late rather. */
const pauseFactor = 100;
const longestPauseMs = 1_000;
/** Of the log as much as a peer takes in one go, however slow its network is. */
const logLimitLetters = 400_000;

/** Those who watch an engine. Each is told everything at first, and then what changed. */
export class Watchers {
  readonly #o: WatchersOptions;
  readonly #listeners = new Set<Listener>();
  #end: () => void = () => {};
  #cancelTell: (() => void) | undefined;
  #told: ReadonlyMap<string, string> = new Map();
  #toldLine = 0;
  #pauseMs = shortestPauseMs;

  constructor(options: WatchersOptions) {
    this.#o = options;
  }

  /** Something that is told may have changed. */
  readonly changed = (): void => {
    if (this.#listeners.size > 0) this.#cancelTell ??= this.#o.clock.after(this.#pauseMs, () => this.#tell());
  };

  /** Calls `listener` with events until the returned function is called. */
  add(listener: Listener): () => void {
    const { state, logs } = this.#o;
    if (this.#listeners.size === 0) this.#begin();
    // What has gathered for the others is in what the new one gets.
    else this.#tell();
    this.#listeners.add(listener);
    listener({ event: "state", state: state() });
    listener({ event: "log", lines: newestOf(logs.after()) });
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.close();
    };
  }

  emit(event: ManagementEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** Ends what was begun for those who watch, and tells them nothing more. */
  close(): void {
    this.#listeners.clear();
    this.#cancelTell?.();
    this.#cancelTell = undefined;
    this.#end();
    this.#end = () => {};
  }

  #begin(): void {
    const { begin, logs, state } = this.#o;
    const ends = [begin(), logs.observe(this.changed)];
    this.#end = () => {
      for (const end of ends) end();
    };
    this.#told = textsOf(state());
    this.#toldLine = logs.last;
  }

  #tell(): void {
    this.#cancelTell?.();
    this.#cancelTell = undefined;
    const { state, logs, clock } = this.#o;
    const beganMs = clock.now();
    const now = state();
    const texts = textsOf(now);
    const changes = Object.entries(now).filter(([name]) => texts.get(name) !== this.#told.get(name));
    const lines = newestOf(logs.after(this.#toldLine));
    this.#told = texts;
    this.#toldLine = logs.last;
    if (changes.length > 0) this.emit({ event: "state", state: Object.fromEntries(changes) });
    if (lines.length > 0) this.emit({ event: "log", lines });
    const tookMs = clock.now() - beganMs;
    this.#pauseMs = Math.min(longestPauseMs, Math.max(shortestPauseMs, pauseFactor * tookMs));
  }
}

/** The newest lines that fit. */
function newestOf(lines: readonly LogLine[]): readonly LogLine[] {
  let letters = 0;
  const tooOld = lines.findLastIndex(({ message }) => {
    letters += message.length;
    return letters > logLimitLetters;
  });
  return lines.slice(tooOld + 1);
}

function textsOf(state: ManagementState): ReadonlyMap<string, string> {
  return new Map(Object.entries(state).map(([name, value]) => [name, JSON.stringify(value)]));
}
