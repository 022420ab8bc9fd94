import type { OutputType } from "@buttplug-ts/core";
import type { Packet } from "./packet.js";

/** A value for one output of one feature. It has been checked: an integer inside the output's range. */
export interface OutputCommand {
  readonly feature: number;
  readonly type: OutputType;
  readonly value: number;
  /** Milliseconds; 0 for outputs without a duration. */
  readonly durationMs: number;
}

/** One write, and what the rule remembers once the write succeeded. Without a packet: what it remembers now. */
export interface Step<S> {
  readonly packet?: Packet;
  readonly state: S;
}

/** A step of a motion, which always writes. */
export interface MotionStep<S> extends Step<S> {
  readonly packet: Packet;
}

/**
 * Writes that a rule makes by itself at a steady rate: the way to a position, a level that a device forgets, the end of
 * something that was begun. Pure. Steps begin `everyMs` after connecting and after each commit of the rule.
 */
export interface Motion<S> {
  readonly everyMs: number;
  /** The next write, or undefined when there is nothing to do until the rule's next commit. */
  step(state: S): MotionStep<S> | undefined;
  /** The state in which a movement stands still where it is. Levels need none: a stop sets them to 0. */
  halt?(state: S): S;
}

/** How commands become packets. Pure: no I/O, no clock, no state but the one handed in. Use a helper to make one. */
export interface OutputRule<S = unknown> {
  /** Whether one call gets all commands of a commit, or one call each in ascending feature order. */
  readonly combined: boolean;
  readonly initial: S;
  encode(state: S, commands: readonly OutputCommand[]): readonly Step<S>[];
  readonly motion?: Motion<S>;
  /** What is still known after a write with unknown outcome. Without it: `initial`. */
  forget?(state: S): S;
}

/** What an encoder may give: a packet, several in the order in which they go out, or none. */
export type Packets = Packet | readonly Packet[];

const isList: (packets: Packets) => packets is readonly Packet[] = Array.isArray;

/**
 * Each command by itself. `count` is how many packets of this rule went out before, for devices that number them.
 */
export function perFeature(encode: (command: OutputCommand, count: number) => Packets): OutputRule<number> {
  return {
    combined: false,
    initial: 0,
    encode(count, commands) {
      const steps: Step<number>[] = [];
      for (const command of commands) {
        const packets = encode(command, count + steps.length);
        if (!isList(packets)) steps.push({ packet: packets, state: count + steps.length + 1 });
        else for (const packet of packets) steps.push({ packet, state: count + steps.length + 1 });
      }
      return steps;
    },
    // The packet may have arrived: its number is not used twice.
    forget: (count) => count + 1,
  };
}

/** What a combined rule remembers. */
export interface CombinedState {
  /** By feature index; what was last written. */
  readonly levels: readonly number[];
  /** How many packets went out. */
  readonly count: number;
}

/** What a combined rule does when nobody commands it. */
export interface CombinedOptions {
  /** The levels are encoded again at this rate as long as one of them is not 0, and with `atRest` also then. */
  readonly repeat?: { readonly everyMs: number; readonly atRest?: boolean };
}

/**
 * One packet a commit that carries the levels of all features of the rule. `levels` is indexed by feature index and holds
 * what was last written, with the new values in place; 0 where nothing was. For the few devices that need it: the commands
 * of the commit, none in a repeat, and how many packets of this rule went out before.
 */
export function combined(
  encode: (levels: readonly number[], commands: readonly OutputCommand[], count: number) => Packets,
  { repeat }: CombinedOptions = {},
): OutputRule<CombinedState> {
  const stepsOf = (levels: readonly number[], commands: readonly OutputCommand[], count: number) => {
    const packets = encode(levels, commands, count);
    if (!isList(packets)) return [{ packet: packets, state: { levels, count: count + 1 } }];
    return packets.map((packet, index) => ({ packet, state: { levels, count: count + index + 1 } }));
  };
  return {
    combined: true,
    initial: { levels: [], count: 0 },
    encode({ levels, count }, commands) {
      const next = [...levels];
      for (const { feature, value } of commands) {
        while (next.length < feature) next.push(0);
        next[feature] = value;
      }
      const steps = stepsOf(next, commands, count);
      return steps.length > 0 ? steps : [{ state: { levels: next, count } }];
    },
    forget: ({ count }) => ({ levels: [], count: count + 1 }),
    ...(repeat && {
      motion: {
        everyMs: repeat.everyMs,
        step: ({ levels, count }) =>
          repeat.atRest || levels.some((level) => level !== 0) ? stepsOf(levels, [], count)[0] : undefined,
      },
    }),
  };
}

/** A rule that remembers more than levels. Called once a command; returns the packets and what to remember after each. */
export function stateful<S>(rule: {
  readonly initial: S;
  readonly encode: (state: S, command: OutputCommand) => readonly Step<S>[];
  readonly motion?: Motion<S>;
}): OutputRule<S> {
  return {
    combined: false,
    initial: rule.initial,
    encode: (state, commands) => commands.flatMap((command) => rule.encode(state, command)),
    ...(rule.motion && { motion: rule.motion }),
  };
}
