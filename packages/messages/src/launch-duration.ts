/** Positions and speeds of the Fleshlight Launch go from 0 to this. */
export const launchTop = 99;

/**
 * How many milliseconds the Launch takes from one position to another at a speed: the published formula of its speed byte,
 * solved for the duration (`facts/protocols/kiiroo-v2.md`). Speed 0, which has no end there, counts as 1: 17 s for the whole way.
 * The same position again gets the time of the whole way: if somebody else moved the device meanwhile, it must not jump.
 */
export function launchDurationMs(from: number, to: number, speed: number): number {
  const part = (Math.abs(from - to) || launchTop) / launchTop;
  const scalar = Math.max(speed, 1) / (250 * launchTop);
  // Cut off: so a Launch gets its own speed again where the way is long.
  return Math.trunc((scalar ** (-1 / 1.05) * part * 100) / 90);
}
