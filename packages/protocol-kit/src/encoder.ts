import { ButtplugError, type ModelDefinition, type OutputType } from "@buttplug-ts/core";
import type { AnyOutputRule, OutputTable, ProtocolDefinition } from "./define-protocol.js";
import type { OutputCommand, Step } from "./output-rule.js";
import type { Packet } from "./packet.js";

/** A packet on its way out. `written` is called when its write succeeded, before the next packet goes out. */
export interface OutgoingPacket {
  readonly packet: Packet;
  written(): void;
}

/** A part of a commit that belongs together: the commands that one call of a rule encodes. */
export interface EncodedCall {
  readonly commands: readonly OutputCommand[];
  /** The packets in the order in which they are to be written. Worked out when asked for, from what was written by then. */
  packets(): readonly OutgoingPacket[];
}

/** The output side of one connected device: a protocol's rules and what they remember. */
export interface DeviceEncoder {
  /** Whether the protocol can drive this output. */
  supports(type: OutputType): boolean;
  /** The parts of one commit, in the order in which they are to be written. */
  encode(commands: readonly OutputCommand[]): readonly EncodedCall[];
  /** Milliseconds between steps while a motion is under way, undefined if the protocol has none. */
  readonly motionEveryMs: number | undefined;
  /** The next packets of motions under way; none when all have arrived. */
  moveOn(): readonly OutgoingPacket[];
  /** Motions stand still where they are. */
  halt(): void;
  /** Forgets everything, after a write with unknown outcome. */
  forget(): void;
}

/** The encoder of one device of this model. */
export function openEncoder(protocol: ProtocolDefinition, model: ModelDefinition): DeviceEncoder {
  const table: OutputTable = typeof protocol.outputs === "function" ? protocol.outputs(model) : protocol.outputs;
  const rules = new Set<AnyOutputRule>(Object.values(table));
  const states = new Map<AnyOutputRule, unknown>();
  const forget = () => {
    for (const rule of rules) states.set(rule, rule.initial);
  };
  forget();

  const ruleOf = (type: OutputType): AnyOutputRule => {
    const rule = table[type];
    if (rule === undefined) {
      throw new ButtplugError("device/no-output", `protocol ${protocol.key} does not drive ${type}`, {
        details: { output: type },
      });
    }
    return rule;
  };
  const outgoing = (rule: AnyOutputRule, step: Step<unknown>): OutgoingPacket => ({
    packet: step.packet,
    written: () => {
      states.set(rule, step.state);
    },
  });

  return {
    supports: (type) => table[type] !== undefined,
    encode: (commands) =>
      grouped(commands, ruleOf).map(([rule, group]) => ({
        commands: group,
        packets: () => rule.encode(states.get(rule), group).map((step) => outgoing(rule, step)),
      })),
    motionEveryMs: [...rules].find((rule) => rule.motion)?.motion?.everyMs,
    moveOn() {
      return [...rules].flatMap((rule) => {
        const step = rule.motion?.step(states.get(rule));
        return step ? [outgoing(rule, step)] : [];
      });
    },
    halt() {
      for (const rule of rules) if (rule.motion) states.set(rule, rule.motion.halt(states.get(rule)));
    },
    forget,
  };
}

/** The calls of a commit: commands in ascending feature order; a combined rule is called once, at its first feature. */
function grouped(
  commands: readonly OutputCommand[],
  ruleOf: (type: OutputType) => AnyOutputRule,
): readonly (readonly [AnyOutputRule, readonly OutputCommand[]])[] {
  const [only] = commands;
  if (only !== undefined && commands.length === 1) return [[ruleOf(only.type), [only]]];
  const calls: (readonly [AnyOutputRule, OutputCommand[]])[] = [];
  const combinedCalls = new Map<AnyOutputRule, OutputCommand[]>();
  for (const command of [...commands].sort((a, b) => a.feature - b.feature)) {
    const rule = ruleOf(command.type);
    const group = combinedCalls.get(rule);
    if (group) {
      group.push(command);
      continue;
    }
    const started = [command];
    calls.push([rule, started]);
    if (rule.combined) combinedCalls.set(rule, started);
  }
  return calls;
}
