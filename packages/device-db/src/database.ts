import type { Advertisement, EndpointPlan, ModelDefinition, ScanFilters } from "@buttplug-ts/core";
import type { ProtocolData, ProtocolRules } from "./device-data.js";

/** What is known about devices: which advertisement belongs to which protocol, and what each model can do. */
export interface DeviceDatabase {
  /** Keys of the protocols that the advertisement may belong to, in the order in which they are to be tried. */
  match(advertisement: Advertisement): readonly string[];
  /** What is known about a protocol's devices, such as why they are not driven; undefined for an unknown protocol. */
  protocol(key: string): ProtocolRules | undefined;
  /** How the endpoints of a protocol lie on the hardware of a bus; undefined if the protocol is not found on that bus. */
  plan(protocol: string, kind: Advertisement["kind"]): EndpointPlan | undefined;
  /** The model with this identifier, else the protocol's default model, else undefined. */
  model(protocol: string, identifier: string | undefined): ModelDefinition | undefined;
  /** All models, default models included, in the order of the data. */
  readonly models: readonly ModelDefinition[];
  /** What all of this recognises. */
  readonly scanFilters: ScanFilters;
}

/** A database as it comes from data. */
export interface CompiledDatabase extends DeviceDatabase {
  protocol(key: string): ProtocolData | undefined;
}
