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
 */
export type Keepalive = { readonly repeatLast: { readonly everyMs?: number } } | { readonly packet: Packet };

/** A device protocol: how commands become bytes and bytes become readings. Models, names and ranges are data elsewhere. */
export interface ProtocolDefinition {
  /** The key of the device database, which is also the file's name. */
  readonly key: string;
  readonly summary: string;
  readonly endpoints: readonly Endpoint[];
  /** Finds the model's identifier by talking to the device. Undefined: the default model. Without it: the advertised name. */
  readonly identify?: (io: DialogueIo) => Promise<string | undefined>;
  /** Handshake after identification, before the device is announced. */
  readonly initialize?: (io: DialogueIo, model: ModelDefinition) => Promise<void>;
  readonly outputs: OutputTable | ((model: ModelDefinition) => OutputTable);
  readonly inputs?: InputTable;
  readonly keepalive?: Keepalive;
  /** Three to eight lines that a test runs; see `parseExample`. */
  readonly examples: readonly string[];
}

/** Declares a protocol; checks it as far as types can. */
export function defineProtocol(definition: ProtocolDefinition): ProtocolDefinition {
  return definition;
}
