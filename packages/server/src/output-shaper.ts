import { type Clock, isPosition, type OutputType } from "@buttplug-ts/core";
import type { OutputCommand } from "@buttplug-ts/protocol-kit";
import type { DeviceLimits, LimitedOutput } from "./device-limits.js";
import { type Scope, scopeHas } from "./scope.js";

/** What may be written of a command now, and when the next part of it may follow: infinity if nothing is left. */
export interface Shaped {
  readonly command: OutputCommand;
  readonly restAtMs: number;
}

/** Where an output is, or is on its way to. */
interface Course {
  readonly type: OutputType;
  /** Undefined: nobody knows. */
  readonly from: number | undefined;
  readonly to: number;
  readonly atMs: number;
  readonly durationMs: number;
}

const never = Number.POSITIVE_INFINITY;
/** A limit in time is kept in steps that are no shorter than this. */
const shortestTickMs = 50;

/**
 * Keeps one device's outputs inside the user's limits, also those in time: levels that rise slowly, positions that move
 * slowly. Sees values of the device, after the mapping of ranges.
 */
export class OutputShaper {
  #limits: DeviceLimits;
  readonly #tickMs: number;
  readonly #courses = new Map<number, Course>();

  constructor(limits: DeviceLimits, gapMs: number) {
    this.#limits = limits;
    this.#tickMs = Math.max(shortestTickMs, gapMs);
  }

  /** Whether time matters. */
  get inTime(): boolean {
    return this.#limits.inTime;
  }

  /** From now on these limits hold. */
  change(limits: DeviceLimits): void {
    // What was not to be kept in time was not noted.
    if (!this.inTime) this.#courses.clear();
    this.#limits = limits;
  }

  /** The nearest command that the limits allow, whatever time says. An output that is switched off is at rest. */
  bound(command: OutputCommand): OutputCommand {
    const output = this.#limits.output(command.feature, command.type);
    const value = output ? output.bound(command.value) : 0;
    return value === command.value ? command : { ...command, value };
  }

  /** What may be written of `command` at `now`. */
  shape(command: OutputCommand, now: number): Shaped {
    const bounded = this.bound(command);
    if (!this.#limits.inTime) return { command: bounded, restAtMs: never };
    const output = this.#limits.output(command.feature, command.type);
    if (command.type === "hwPositionWithDuration") {
      return { command: this.#slowed(bounded, output, now), restAtMs: never };
    }
    return this.#stepped(bounded, output, now);
  }

  /** Notes that a command left. */
  wrote({ feature, type, value, durationMs }: OutputCommand, clock: Clock): void {
    if (!this.#limits.inTime) return;
    const now = clock.now();
    this.#courses.set(feature, { type, from: this.#placeOf(feature, type, now), to: value, atMs: now, durationMs });
  }

  /** Notes a stop. Where a move with a duration ended is not known, because not every device can break it off. */
  stopped(scope: Scope): void {
    for (const [feature, { type }] of [...this.#courses]) {
      if (type !== "position" && scopeHas(scope, feature)) this.#courses.delete(feature);
    }
  }

  /** A move as long as it must be. From an unknown place the longest way is assumed. */
  #slowed(command: OutputCommand, output: LimitedOutput | undefined, now: number): OutputCommand {
    const perSecond = output?.maxStepsPerSecond;
    if (!output || perSecond === undefined) return command;
    const place = this.#placeOf(command.feature, command.type, now);
    const farthest = Math.max(command.value - output.lowest, output.highest - command.value);
    const way = place === undefined ? farthest : command.value - place;
    const neededMs = Math.ceil((Math.abs(way) * 1000) / perSecond);
    if (neededMs <= command.durationMs) return command;
    if (neededMs <= output.longestMs || place === undefined)
      return { ...command, durationMs: Math.min(neededMs, output.longestMs) };
    // No packet can say how long the whole way must take, so the device goes as far as it may.
    const reach = Math.trunc((Math.sign(way) * perSecond * output.longestMs) / 1000);
    return { ...command, value: Math.round(place) + reach, durationMs: output.longestMs };
  }

  #stepped(command: OutputCommand, output: LimitedOutput | undefined, now: number): Shaped {
    const isPlace = command.type === "position";
    const perSecond = isPlace ? output?.maxStepsPerSecond : output?.maxRisePerSecond;
    const course = this.#courses.get(command.feature);
    const place = this.#placeOf(command.feature, command.type, now);
    const last = Math.round(place ?? (isPlace ? command.value : 0));
    const start = isPlace || Math.sign(last) === Math.sign(command.value) ? last : 0;
    const way = command.value - start;
    const isFree = !isPlace && Math.abs(command.value) <= Math.abs(start);
    if (perSecond === undefined || isFree) return { command, restAtMs: never };
    const tickMs = Math.max(this.#tickMs, 1000 / perSecond);
    const sinceMs = course && start === last ? Math.min(tickMs, now - course.atMs) : tickMs;
    // A step that is due must not be lost to a rounding error.
    const allowed = Math.floor((perSecond * sinceMs) / 1000 + 1e-9);
    if (Math.abs(way) <= allowed) return { command, restAtMs: never };
    const value = start + Math.sign(way) * allowed;
    return { command: { ...command, value }, restAtMs: now + (allowed > 0 ? tickMs : tickMs - sinceMs) };
  }

  /** Where an output is at `now`, as far as anybody can know. */
  #placeOf(feature: number, type: OutputType, now: number): number | undefined {
    const course = this.#courses.get(feature);
    if (!course || isPosition(course.type) !== isPosition(type)) return undefined;
    const { from, to, atMs, durationMs } = course;
    if (now >= atMs + durationMs) return to;
    return from === undefined ? from : from + ((to - from) * (now - atMs)) / durationMs;
  }
}
