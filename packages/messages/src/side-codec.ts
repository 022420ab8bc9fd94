import { v4Codec } from "./codec.js";
import { inner } from "./table.js";
import { type ClientMessage, type Message, type OutputCommand, type ServerMessage, v4 } from "./v4.js";

/** What one side of a connection does with messages. */
export interface SideCodec<In, Out> {
  /** @throws ButtplugError like the decoders of {@link v4Codec}. */
  decode(value: unknown): In;
  encode(message: Out): object;
}

/*
 * Nearly all traffic is output commands with nothing but a value, and their Ok: hundreds a second. They go past the table
 * here, at a fifth of its cost. What is not as plain as that is left to the table, errors too.
 */

/** {@link v4Codec} for clients. */
export const clientCodec: SideCodec<ServerMessage, ClientMessage> = {
  decode: (value) => plainOk(value) ?? v4Codec.decodeServerMessage(value),
  encode: (message) => (message.type === "outputCmd" && wireOutput(message)) || v4Codec.encode(message),
};

/** {@link v4Codec} for servers. */
export const serverCodec: SideCodec<ClientMessage, ServerMessage> = {
  decode: (value) => plainOutput(value) ?? v4Codec.decodeClientMessage(value),
  encode: (message) => (message.type === "ok" ? { Ok: { Id: message.id } } : v4Codec.encode(message)),
};

/** Any command that takes nothing but a value; they are all alike. */
type PlainCommand = Extract<OutputCommand, { readonly type: "vibrate" }>;
type Wire = { readonly [name: string]: Wire | undefined } | null;

const u32Max = 0xffff_ffff;
const plainOutputs = Object.entries(v4.types.OutputCommand.oneOf).flatMap(([wire, fields]) =>
  Object.keys(fields).length === 1 ? [[inner(wire), wire] as const] : [],
);
const wireNames = /* @__PURE__ */ new Map(plainOutputs);
const innerNames = /* @__PURE__ */ new Map(plainOutputs.map(([name, wire]) => [wire, name]));

function wireOutput({ id, deviceIndex, featureIndex, command }: Message<"outputCmd">): object | undefined {
  const name = wireNames.get(command.type);
  if (name === undefined) return undefined;
  const wireCommand: Record<string, object> = {};
  wireCommand[name] = { Value: (command as PlainCommand).value };
  return { OutputCmd: { Id: id, DeviceIndex: deviceIndex, FeatureIndex: featureIndex, Command: wireCommand } };
}

function plainOk(value: unknown): Message<"ok"> | undefined {
  const id: unknown = onlyKey(value) === "Ok" ? (value as Wire)?.["Ok"]?.["Id"] : undefined;
  return isInteger(id, 0, u32Max) ? { type: "ok", id } : undefined;
}

function plainOutput(value: unknown): Message<"outputCmd"> | undefined {
  const body = onlyKey(value) === "OutputCmd" ? (value as Wire)?.["OutputCmd"] : undefined;
  if (!body) return undefined;
  const { Id: id, DeviceIndex: deviceIndex, FeatureIndex: featureIndex, Command: wireCommand } = body;
  const command = plainCommand(wireCommand);
  const inRange = isInteger(id, 1, u32Max) && isInteger(deviceIndex, 0, u32Max) && isInteger(featureIndex, 0, u32Max);
  return command && inRange ? { type: "outputCmd", id, deviceIndex, featureIndex, command } : undefined;
}

function plainCommand(value: unknown): PlainCommand | undefined {
  const name = onlyKey(value);
  const type = name === undefined ? undefined : innerNames.get(name);
  if (name === undefined || type === undefined) return undefined;
  const level: unknown = (value as Wire)?.[name]?.["Value"];
  return isInteger(level, -0x8000_0000, 0x7fff_ffff) ? { type: type as PlainCommand["type"], value: level } : undefined;
}

function onlyKey(value: unknown): string | undefined {
  let only: string | undefined;
  for (const key in value as object) {
    if (only !== undefined) return undefined;
    only = key;
  }
  return only;
}

function isInteger(value: unknown, low: number, high: number): value is number {
  return Number.isInteger(value) && (value as number) >= low && (value as number) <= high;
}
