import { textOf } from "@buttplug-ts/core";
import type { Incoming } from "./channel.js";

/** The text of a batch on a transport that carries JSON. */
export function encodeFrame(batch: readonly object[]): string {
  return JSON.stringify(batch);
}

/** The messages of a frame. What is no JSON list with at least one element arrives as one malformed entry. */
export function decodeFrame(text: string): readonly Incoming[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return [{ malformed: `the frame is no JSON (${textOf(error)})` }];
  }
  if (!Array.isArray(parsed)) return [{ malformed: "the frame is no list of messages" }];
  if (parsed.length === 0) return [{ malformed: "the frame is an empty list" }];
  return parsed.map((value) => ({ value }));
}
