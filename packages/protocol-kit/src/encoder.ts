import { ButtplugError, type ModelDefinition, type OutputType } from "@buttplug-ts/core";
import type { AnyOutputRule, OutputTable, ProtocolDefinition } from "./define-protocol.js";
import type { OutputCommand } from "./output-rule.js";
import type { Packet } from "./packet.js";

/** A packet on its way out. `written` is called when its write succeeded, before the next packet goes out. */
export interface OutgoingPacket {
  readonly packet: Packet;
  written(): void;
}

/** A part of a commit that belongs together: the commands that one call of a rule encodes. */
export interface EncodedCall {
  readonly commands: readonly OutputCommand[];
  /**
   * The packets in the order in which they are to be written. Worked out when asked for, from what was written by then.
   * None where the command is only remembered, which it is then.
   */
  packets(): readonly OutgoingPacket[];
  /** Milliseconds until the called rule's motion is to move on, counted from the end of this call; undefined without one. */
  readonly motionEveryMs: number | undefined;
}

/** The output side of one connected device: a protocol's rules and what they remember. */
export interface DeviceEncoder {
  /** Whether the protocol can drive this output. */
  supports(type: OutputType): boolean;
  /** The parts of one commit, in the order in which they are to be written. */
  encode(commands: readonly OutputCommand[]): readonly EncodedCall[];
  /** Milliseconds between steps of motions, also until the first after connecting; undefined if the protocol has none. */
  readonly motionEveryMs: number | undefined;
  /** The next packets of motions under way; none when all have arrived, until the next call of a rule that has one. */
  moveOn(): readonly OutgoingPacket[];
  /** Movements stand still where they are. */
  halt(): void;
  /** Forgets what a write with unknown outcome made unknown. */
  forget(): void;
}

/**
 * The encoder of one device of this model.
 * @param findings what the protocol's `initialize` gave
 */
export function openEncoder(protocol: ProtocolDefinition, model: ModelDefinition, findings?: unknown): DeviceEncoder {
  const { outputs } = protocol;
  const table: OutputTable = typeof outputs === "function" ? outputs(model, findings) : outputs;
  const rules = new Set<AnyOutputRule>(Object.values(table));
  const states = new Map<AnyOutputRule, unknown>([...rules].map((rule) => [rule, rule.initial]));

  const ruleOf = (type: OutputType): AnyOutputRule => {
    const rule = table[type];
    if (rule === undefined) {
      throw new ButtplugError("device/no-output", `protocol ${protocol.key} does not drive ${type}`, {
        details: { output: type },
      });
    }
    return rule;
  };
  const outgoing = (rule: AnyOutputRule, packet: Packet, state: unknown): OutgoingPacket => ({
    packet,
    written: () => {
      states.set(rule, state);
    },
  });
  const packetsOf = (rule: AnyOutputRule, commands: readonly OutputCommand[]): readonly OutgoingPacket[] => {
    const packets: OutgoingPacket[] = [];
    for (const { packet, state } of rule.encode(states.get(rule), commands)) {
      if (packet) packets.push(outgoing(rule, packet, state));
      else states.set(rule, state);
    }
    return packets;
  };

  return {
    supports: (type) => table[type] !== undefined,
    encode: (commands) =>
      grouped(commands, ruleOf).map(([rule, group]) => ({
        commands: group,
        packets: () => packetsOf(rule, group),
        motionEveryMs: rule.motion?.everyMs,
      })),
    motionEveryMs: [...rules].find((rule) => rule.motion)?.motion?.everyMs,
    moveOn() {
      return [...rules].flatMap((rule) => {
        const step = rule.motion?.step(states.get(rule));
        return step ? [outgoing(rule, step.packet, step.state)] : [];
      });
    },
    halt() {
      for (const rule of rules) if (rule.motion?.halt) states.set(rule, rule.motion.halt(states.get(rule)));
    },
    forget() {
      for (const rule of rules) states.set(rule, rule.forget ? rule.forget(states.get(rule)) : rule.initial);
    },
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
