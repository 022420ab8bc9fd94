import { toHex } from "@buttplug-ts/core";
import type { RecordingEntry } from "./recording.js";
import type { Redaction } from "./redaction.js";

/** One line of a recording, with its end. */
export function lineOf({ atMs, sameTurn, event }: Omit<RecordingEntry, "line">, redaction: Redaction): string {
  const at = Math.round(atMs * 1000) / 1000;
  const plain = event.kind === "write" ? { ...event, data: toHex(event.data) } : event;
  const line = { at, ...(sameTurn && { same: true }), ...(redaction.value(plain) as object) };
  return `${JSON.stringify(line)}\n`;
}
