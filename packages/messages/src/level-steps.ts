import type { OutputType } from "@buttplug-ts/core";

/** Levels below this count as none. */
const tiny = 0.000001;

/**
 * The step for a level from 0 to 1, rounded up in IEEE doubles with their noise, as the existing server does: any level from
 * a millionth on is at least step 1. Positions have no such cut (`facts/behaviour.md` 2.7 rule A).
 */
export function stepOfLevel(level: number, steps: number, output: OutputType): number {
  return level === 0 || (level < tiny && output !== "position") ? 0 : Math.ceil(steps * level);
}

/** The step of a position from 0 to 1 that is reached within a duration: cut off (`facts/behaviour.md` 2.7 rule B). */
export function stepOfTimedPosition(position: number, steps: number): number {
  return Math.trunc(steps * Math.abs(position)); // no -0
}
