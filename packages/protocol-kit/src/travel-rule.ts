import { type OutputCommand, type OutputRule, stateful } from "./output-rule.js";
import type { Packet } from "./packet.js";

/**
 * A rule for devices that take a position and a speed: it remembers the position that was written last, 0 at first.
 * @param encode the packet of a way of `distance` steps to the command's position in the command's time
 */
export function travel(encode: (command: OutputCommand, distance: number) => Packet): OutputRule<number> {
  return stateful<number>({
    initial: 0,
    encode: (previous, command) => [
      { packet: encode(command, Math.abs(previous - command.value)), state: command.value },
    ],
  });
}

const topPosition = 99;

/**
 * The speed byte of Kiiroo strokers, whose positions end at 99, for a way in a time. The order of the operations decides
 * how the result is rounded; what does not fit into a byte is 255, and no way in no time is 0.
 */
export function kiirooSpeed(distance: number, durationMs: number): number {
  const part = Math.min(1, distance / topPosition);
  const scalar = ((durationMs * 90) / (part * 100)) ** -1.05;
  const speed = 250 * scalar * topPosition;
  return Number.isNaN(speed) ? 0 : Math.trunc(Math.min(255, speed));
}
