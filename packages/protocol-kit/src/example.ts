import {
  ButtplugError,
  type Endpoint,
  fromUtf8,
  type ModelDefinition,
  type OutputType,
  outputTypes,
  toHex,
} from "@buttplug-ts/core";
import type { ProtocolDefinition } from "./define-protocol.js";
import { type DeviceEncoder, type OutgoingPacket, openEncoder } from "./encoder.js";
import type { OutputCommand } from "./output-rule.js";
import type { Packet } from "./packet.js";

/** One thing that an example does to a device: the packets of its initialization, a commit, one step of its motions, or a stop. */
export type ExampleStep =
  | { readonly kind: "commit"; readonly commands: readonly OutputCommand[] }
  | { readonly kind: "connect" }
  | { readonly kind: "tick" }
  | { readonly kind: "stop" };

/** An example as data. Packets are kept in the one notation that they are compared in, `tx!: f1 40`. */
export interface Example {
  /** Which of the protocol's `exampleFindings`; undefined for the first. */
  readonly findings: string | undefined;
  /** Of the model; empty for the protocol's default model. */
  readonly identifier: string;
  readonly steps: readonly ExampleStep[];
  readonly packets: readonly string[];
}

/** Outputs that a stop leaves alone, because 0 is a place and no standstill. */
const positions: ReadonlySet<OutputType> = new Set<OutputType>(["position", "hwPositionWithDuration"]);

/**
 * Reads a line of `examples`: `[findings] identifier: step step … -> packet | packet …`, findings and identifier where needed.
 *
 * A step is `connect` (the packets of `initialize`), `vibrate 0=16` (feature 0 gets 16; the word goes for all `i=v` after it, `i=v@ms` has a duration, `+` joins
 * neighbours into one commit), `tick` (one step of motions under way) or `stop`. A packet is `tx: f1 40` or
 * `tx: "text"`, with response as `tx!:`; nothing after the arrow means that nothing is written.
 * Blanks in an identifier count, also before its colon.
 * @throws ButtplugError `protocol/bad-example`
 */
export function parseExample(line: string): Example {
  const [, findings, identifier = "", steps, packets] = shape.exec(line) ?? [];
  if (steps === undefined || packets === undefined) throw badExample("", line, 'it has no "->"');
  const words = steps.split(/\s+/).filter(Boolean);
  return { findings, identifier, steps: stepsOf(words, line), packets: packetsOf(packets, line) };
}

/** Findings, identifier, steps and packets. */
const shape = /^\s*(?:\[([^\]]+)\]\s*)?(?:(.*?):(?=\s))?(.*?)->(.*)$/;

/**
 * Runs an example on a fresh encoder, every write succeeding.
 * @param modelOf the model of an identifier; the empty one is the default model
 * @throws ButtplugError `protocol/bad-example` that names protocol, example, expected and got
 */
export function runExample(
  protocol: ProtocolDefinition,
  line: string,
  modelOf: (identifier: string) => ModelDefinition | undefined,
): void {
  const example = parseExample(line);
  const model = modelOf(example.identifier);
  if (model === undefined) throw badExample(protocol.key, line, `there is no model "${example.identifier}"`);
  const findings = findingsOf(protocol, example.findings);
  if (example.findings !== undefined && findings === undefined) {
    throw badExample(protocol.key, line, `there are no findings "${example.findings}"`);
  }
  const encoder = openEncoder(protocol, model, findings);
  const got = example.steps.flatMap((step) => {
    if (step.kind === "connect") return packetsOnConnect(protocol, line);
    if (step.kind === "commit") checkRanges(step.commands, model, protocol.key, line);
    return run(step, encoder, model);
  });
  const expected = example.packets.join(" | ");
  if (got.join(" | ") !== expected) {
    throw badExample(protocol.key, line, `expected ${expected || "no packet"}, got ${got.join(" | ") || "no packet"}`);
  }
}

/** The findings of this name among a protocol's `exampleFindings`; without a name the first, if there is one. */
export function findingsOf({ exampleFindings = {} }: ProtocolDefinition, name?: string): unknown {
  return name === undefined ? Object.values(exampleFindings)[0] : exampleFindings[name];
}

function packetsOnConnect({ key, initialize }: ProtocolDefinition, line: string): readonly string[] {
  if (typeof initialize !== "object") throw badExample(key, line, "its initialization is no list of packets");
  return initialize.map(notationOf);
}

/** The commands of a full stop: 0 for every output of the model that is no position. */
export function stopCommands(model: ModelDefinition): readonly OutputCommand[] {
  return model.features.flatMap((feature) =>
    outputTypes
      .filter((type) => feature.outputs[type] !== undefined && !positions.has(type))
      .map((type) => ({ feature: feature.index, type, value: 0, durationMs: 0 })),
  );
}

function run(
  step: Exclude<ExampleStep, { kind: "connect" }>,
  encoder: DeviceEncoder,
  model: ModelDefinition,
): string[] {
  if (step.kind === "tick") return written(encoder.moveOn());
  if (step.kind === "stop") encoder.halt();
  const commands = step.kind === "stop" ? stopCommands(model) : step.commands;
  return encoder.encode(commands).flatMap((call) => written(call.packets()));
}

function written(outgoing: readonly OutgoingPacket[]): string[] {
  return outgoing.map((next) => {
    next.written();
    return notationOf(next.packet);
  });
}

/** Text as the sheets show it, in quotes, where it is printable; else hexadecimal. */
function notationOf({ endpoint, data, withResponse }: Packet): string {
  const words = fromUtf8(data);
  const bytes = words !== undefined && /^[\x20\x21\x23-\x7e]+$/.test(words) ? `"${words}"` : toHex(data);
  return `${endpoint}${withResponse ? "!" : ""}: ${bytes}`;
}

function checkRanges(commands: readonly OutputCommand[], model: ModelDefinition, protocol: string, line: string): void {
  for (const { feature, type, value } of commands) {
    const output = model.features.find(({ index }) => index === feature)?.outputs[type];
    if (output === undefined) throw badExample(protocol, line, `${model.name} has no ${type} at feature ${feature}`);
    const [low, high] = output.range;
    if (value < low || value > high) throw badExample(protocol, line, `${type} ${value} is not in ${low}..${high}`);
  }
}

function stepsOf(words: readonly string[], line: string): readonly ExampleStep[] {
  const steps: ExampleStep[] = [];
  let type: OutputType | undefined;
  let joined: OutputCommand[] | undefined;
  for (const word of words) {
    if (word === "connect" || word === "tick" || word === "stop") steps.push({ kind: word });
    else if (word === "+") joined = lastCommit(steps, line);
    else if ((outputTypes as readonly string[]).includes(word)) type = word as OutputType;
    else {
      const command = commandOf(word, type, line);
      if (joined) joined.push(command);
      else steps.push({ kind: "commit", commands: [command] });
      joined = undefined;
    }
  }
  if (joined) throw badExample("", line, 'nothing follows "+"');
  return steps;
}

function lastCommit(steps: readonly ExampleStep[], line: string): OutputCommand[] {
  const last = steps.at(-1);
  if (last?.kind !== "commit") throw badExample("", line, '"+" follows no value');
  return last.commands as OutputCommand[];
}

function commandOf(word: string, type: OutputType | undefined, line: string): OutputCommand {
  const match = /^(\d+)=(-?\d+)(?:@(\d+))?$/.exec(word);
  if (!match) throw badExample("", line, `"${word}" is no step`);
  if (type === undefined) throw badExample("", line, `no output is named before "${word}"`);
  return { feature: Number(match[1]), type, value: Number(match[2]), durationMs: Number(match[3] ?? 0) };
}

function packetsOf(list: string, line: string): readonly string[] {
  if (list.trim() === "") return [];
  const packets: string[] = [];
  const next = /\s*([a-z]+\d*)(!?):\s*(?:"([^"]+)"|([0-9a-f]{2}(?:\s+[0-9a-f]{2})*))\s*(\||$)/y;
  while (next.lastIndex < list.length || packets.length === 0) {
    const match = next.exec(list);
    if (!match) throw badExample("", line, "its packets cannot be read");
    const [, endpoint = "", response, words, bytes = "", separator] = match;
    const data = words === undefined ? bytesOf(bytes) : new Uint8Array([...words].map((char) => char.charCodeAt(0)));
    packets.push(notationOf({ endpoint: endpoint as Endpoint, data, withResponse: response === "!" }));
    if (separator === "|" && next.lastIndex >= list.length) throw badExample("", line, 'nothing follows "|"');
  }
  return packets;
}

function bytesOf(bytes: string): Uint8Array {
  return Uint8Array.from(bytes.split(/\s+/), (byte) => Number.parseInt(byte, 16));
}

function badExample(protocol: string, example: string, why: string): ButtplugError<"protocol/bad-example"> {
  const whose = protocol === "" ? "the example" : `the example of ${protocol},`;
  return new ButtplugError("protocol/bad-example", `${whose} "${example}" does not hold: ${why}`, {
    details: { protocol, example },
  });
}
