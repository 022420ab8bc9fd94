import { asButtplugError, ButtplugError, type ErrorCode } from "@buttplug-ts/core";
import type { ManagementEvent } from "./management-api.js";

/** The path at which an engine serves this interface. */
export const managementPath: string = "/management";

/** Frames are text, one JSON object each, of at most this many bytes. */
export const frameLimitBytes: number = 1 << 20;

export interface WireError {
  readonly code: string;
  readonly message: string;
}

/** What a server sends. The first frame is the welcome. */
export type FromServer =
  | { readonly welcome: { readonly version: number } }
  | { readonly id: number; readonly result?: unknown; readonly error?: WireError }
  | ManagementEvent;

/** The version of this interface. */
export const interfaceVersion: number = 1;

/** Close codes of the WebSocket that mean something here. */
export const closures: { readonly [Why in "refused" | "tooMuch" | "policy" | "goingAway"]: number } = {
  refused: 4403,
  tooMuch: 1009,
  policy: 1008,
  goingAway: 1001,
};

export function wireErrorOf(error: unknown): WireError {
  const { code, message } = asButtplugError(error, "internal/bug", "the engine could not carry this out");
  return { code, message };
}

/** The error that an answer carries. */
export function errorOf({ code, message }: WireError): ButtplugError {
  return new ButtplugError(code as ErrorCode, message);
}
