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

/** One write, and what the rule remembers once the write succeeded. */
export interface Step<S> {
  readonly packet: Packet;
  readonly state: S;
}

/** Writes that a rule makes by itself after a command, at a steady rate, such as the way to a position. Pure. */
export interface Motion<S> {
  readonly everyMs: number;
  /** The next write, or undefined when the motion has arrived. */
  step(state: S): Step<S> | undefined;
  /** The state in which the motion stands still where it is. */
  halt(state: S): S;
}

/** How commands become packets. Pure: no I/O, no clock, no state but the one handed in. Use a helper to make one. */
export interface OutputRule<S = unknown> {
  /** Whether one call gets all commands of a commit, or one call each in ascending feature order. */
  readonly combined: boolean;
  readonly initial: S;
  encode(state: S, commands: readonly OutputCommand[]): readonly Step<S>[];
  readonly motion?: Motion<S>;
}

const isList: (packets: Packet | readonly Packet[]) => packets is readonly Packet[] = Array.isArray;

/** One or more packets a command, nothing remembered. */
export function perFeature(encode: (command: OutputCommand) => Packet | readonly Packet[]): OutputRule {
  return {
    combined: false,
    initial: undefined,
    encode(_, commands) {
      const steps: Step<unknown>[] = [];
      for (const command of commands) {
        const packets = encode(command);
        if (!isList(packets)) steps.push({ packet: packets, state: undefined });
        else for (const packet of packets) steps.push({ packet, state: undefined });
      }
      return steps;
    },
  };
}

/**
 * One packet a commit that carries the levels of all features of the rule. `levels` is indexed by feature index and holds
 * what was last written, with the new values in place; 0 where nothing was.
 */
export function combined(encode: (levels: readonly number[]) => Packet): OutputRule<readonly number[]> {
  return {
    combined: true,
    initial: [],
    encode(levels, commands) {
      const next = [...levels];
      for (const { feature, value } of commands) {
        while (next.length < feature) next.push(0);
        next[feature] = value;
      }
      return [{ packet: encode(next), state: next }];
    },
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
