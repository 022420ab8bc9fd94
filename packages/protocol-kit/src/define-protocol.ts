import type { Endpoint, InputType, ModelDefinition, OutputType } from "@buttplug-ts/core";
import type { DialogueIo } from "./dialogue.js";
import type { InputRule } from "./input-rule.js";
import type { OutputRule } from "./output-rule.js";
import type { Packet } from "./packet.js";

// biome-ignore lint/suspicious/noExplicitAny: a table holds rules whose states differ; each state only meets its own rule
export type AnyOutputRule = OutputRule<any>;

/** Which rule encodes which output. One rule under two outputs shares its state. */
export type OutputTable = { readonly [T in OutputType]?: AnyOutputRule };
export type InputTable = { readonly [T in InputType]?: InputRule };

/**
 * What is written when a device has been silent for too long.
 * `repeatLast`: the last packet again, where the hardware needs keepalives (the default), or always with `everyMs`.
 * `packet`: this packet, where the hardware needs keepalives.
 * `never`: nothing, because a packet written twice does something twice.
 */
export type Keepalive =
  | { readonly repeatLast: { readonly everyMs?: number } }
  | { readonly packet: Packet }
  | { readonly never: true };

/** A device that turned out to speak another protocol, over the endpoints of the one that found it. */
export interface OtherProtocol {
  readonly protocol: string;
  readonly identifier: string | undefined;
}

/**
 * A device protocol: how commands become bytes and bytes become readings. Models, names and ranges are data elsewhere.
 * `S` is what the handshake found out about one connected device: its findings.
 */
// biome-ignore lint/suspicious/noExplicitAny: a list holds protocols whose findings differ; each only meets its own
export interface ProtocolDefinition<S = any> {
  /** The key of the device database, which is also the file's name. */
  readonly key: string;
  readonly summary: string;
  /** Every endpoint that the protocol uses or looks for. */
  readonly endpoints: readonly Endpoint[];
  /**
   * Finds the model's identifier by talking to the device. Undefined: the default model. Without it: the advertised name.
   */
  readonly identify?: (io: DialogueIo) => Promise<string | undefined | OtherProtocol>;
  /** Handshake after identification, before the device is announced: packets, or a dialogue that may give findings. */
  readonly initialize?: readonly Packet[] | ((io: DialogueIo, model: ModelDefinition) => Promise<S>);
  /** Milliseconds that `initialize` waits for a person, such as to press a button, on top of what connecting may take. */
  readonly personLimitMs?: number;
  readonly outputs: OutputTable | ((model: ModelDefinition, findings: S) => OutputTable);
  readonly inputs?: InputTable;
  /** A function where it depends on the model. */
  readonly keepalive?: Keepalive | ((model: ModelDefinition) => Keepalive);
  /** Three to eight lines that a test runs, none for a protocol without outputs; see `parseExample`. */
  readonly examples: readonly string[];
  /** Findings for `examples`, by the name that a line gives in brackets; the first is for lines without one. */
  readonly exampleFindings?: Readonly<Record<string, NoInfer<S>>>;
}

/** Declares a protocol; checks it as far as types can. */
export function defineProtocol<S>(definition: ProtocolDefinition<S>): ProtocolDefinition<S> {
  return definition;
}

/** Does what `initialize` says and gives the findings. */
export async function initializeDevice(
  { initialize = [] }: ProtocolDefinition,
  io: DialogueIo,
  model: ModelDefinition,
): Promise<unknown> {
  if (typeof initialize === "function") return initialize(io, model);
  for (const packet of initialize) await io.write(packet);
  return undefined;
}
