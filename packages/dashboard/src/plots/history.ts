import type { ActivitySample } from "@buttplug-ts/management";
import { type ReadonlySignal, signal } from "@preact/signals";

/** One line of a plot. */
export interface PlotSeries {
  readonly key: string;
  readonly kind: ActivitySample["kind"];
  readonly feature: number;
  readonly type: ActivitySample["type"];
}

/** How much a plot shows, in milliseconds. */
export const windowMs = 30_000;
/** Rows that are closer than this are one. */
const rowMs = 10;
const rowLimit = windowMs / rowMs;
/** More lines nobody can tell apart. */
const seriesLimit = 12;

/** What one device did in the last half a minute: one row a moment, with the value of every line at that moment. */
export class History {
  readonly #series: PlotSeries[] = [];
  readonly #version = signal(0);
  readonly #times: number[] = [];
  readonly #columns: (number | null)[][] = [];
  #goesBelowZero = false;

  /** One a line, in the order in which they were seen first. */
  get series(): readonly PlotSeries[] {
    return this.#series;
  }

  /** Counts up with what comes. */
  get version(): ReadonlySignal<number> {
    return this.#version;
  }

  /** Whether an output was ever seen to go the other way. */
  get goesBelowZero(): boolean {
    return this.#goesBelowZero;
  }

  /** When the newest row was, in milliseconds. */
  get latestMs(): number | undefined {
    return this.#times.at(-1);
  }

  /** Oldest first. */
  add(sample: ActivitySample): void {
    const column = this.#columnOf(sample);
    if (column === undefined) return;
    const { atMs, kind, value } = sample;
    if (kind === "output" && value < 0) this.#goesBelowZero = true;
    this.#put(column, atMs, value);
  }

  /** From `atMs` on nobody knows the value of a line. */
  interrupt(key: string, atMs: number): void {
    const column = this.#columns[this.#series.findIndex((each) => each.key === key)];
    if (column) this.#put(column, atMs, null);
  }

  #put(column: (number | null)[], atMs: number, value: number | null): void {
    if (this.latestMs === undefined || atMs - this.latestMs >= rowMs) {
      this.#times.push(atMs);
      for (const values of this.#columns) values.push(values.at(-1) ?? null);
      this.#dropOld(atMs);
    }
    column[column.length - 1] = value;
    this.#version.value += 1;
  }

  /** The newest value of a line. */
  latest(key: string): number | undefined {
    const column = this.#columns[this.#series.findIndex((each) => each.key === key)];
    return column?.at(-1) ?? undefined;
  }

  /** The times in milliseconds, and the values of each line in the order of {@link series}, up to now. */
  upTo(nowMs: number): readonly [number[], ...(number | null)[][]] {
    const times = [...this.#times, Math.max(nowMs, this.latestMs ?? nowMs)];
    return [times, ...this.#columns.map((values) => [...values, values.at(-1) ?? null])];
  }

  #columnOf({ kind, feature, type }: ActivitySample): (number | null)[] | undefined {
    const key = seriesKey(kind, feature, type);
    const index = this.#series.findIndex((each) => each.key === key);
    if (index >= 0) return this.#columns[index];
    if (this.#series.length >= seriesLimit) return undefined;
    this.#series.push({ key, kind, feature, type });
    const column = this.#times.map(() => null);
    this.#columns.push(column);
    return column;
  }

  /** One row before the window stays: from there the lines come into it. */
  #dropOld(nowMs: number): void {
    const firstSeen = this.#times.findIndex((atMs) => atMs >= nowMs - windowMs);
    const count = Math.max(firstSeen - 1, this.#times.length - rowLimit);
    if (count < 1) return;
    this.#times.splice(0, count);
    for (const values of this.#columns) values.splice(0, count);
  }
}

/** What tells a line of a device from its others. */
export function seriesKey(kind: ActivitySample["kind"], feature: number, type: ActivitySample["type"]): string {
  return `${kind}/${feature}/${type}`;
}
