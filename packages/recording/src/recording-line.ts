import { toHex } from "@buttplug-ts/core";
import { serializeUserConfig } from "@buttplug-ts/device-db/user-config";
import type { RecordedEvent, RecordingEntry } from "./recording.js";
import type { Redaction } from "./redaction.js";

/** One line of a recording, with its end. */
export function lineOf({ atMs, sameTurn, event }: Omit<RecordingEntry, "line">, redaction: Redaction): string {
  const at = Math.round(atMs * 1000) / 1000;
  const line = { at, ...(sameTurn && { same: true }), ...(redaction.value(plainOf(event)) as object) };
  return `${JSON.stringify(line)}\n`;
}

/** The event as JSON can have it. */
function plainOf(event: RecordedEvent): object {
  if (event.kind === "write") return { ...event, data: toHex(event.data) };
  // The file's form, so that it is checked like a file when it is read.
  if (event.kind === "settings") return { ...event, config: JSON.parse(serializeUserConfig(event.config)) };
  return event;
}
