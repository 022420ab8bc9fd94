import type { Endpoint } from "@buttplug-ts/core";
import type { Packet } from "./packet.js";

/** How an input is measured. */
export interface InputRule {
  readonly read?: ReadRule;
  readonly subscribe?: SubscribeRule;
}

/** Asks on one endpoint and waits for the answer on another, or reads an endpoint's value. */
export type ReadRule =
  | {
      readonly send: Packet;
      readonly reply: Endpoint;
      /** The value, or undefined if these bytes are no answer to the question. */
      readonly parse: (data: Uint8Array) => number | undefined;
    }
  | { readonly from: Endpoint; readonly parse: (data: Uint8Array) => number | undefined };

/** Notifications of an endpoint as readings. */
export interface SubscribeRule {
  readonly endpoint: Endpoint;
  /** The value for a feature, or undefined if these bytes say nothing about it. */
  readonly parse: (data: Uint8Array, feature: number) => number | undefined;
  /** Whether a value equal to the one before it is no reading. Before the first it is 0. */
  readonly onlyChanges?: boolean;
}

/** Writes a question and takes the first notification that `parse` accepts as its answer. */
export function query(send: Packet, reply: Endpoint, parse: (data: Uint8Array) => number | undefined): ReadRule {
  return { send, reply, parse };
}

/** Reads an endpoint. Without `parse`: its first byte. */
export function readFrom(endpoint: Endpoint, parse?: (data: Uint8Array) => number | undefined): ReadRule {
  return { from: endpoint, parse: parse ?? ((data) => data[0]) };
}

/** The standard Bluetooth battery: one byte of percent at `rxblebattery`. What protocols without a rule of their own have. */
export const standardBattery: InputRule = { read: readFrom("rxblebattery") };
