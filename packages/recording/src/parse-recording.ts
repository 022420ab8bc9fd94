import { ButtplugError } from "@buttplug-ts/core";
import { type EventKind, fieldsOf, whyNot } from "./recorded-fields.js";
import {
  formatName,
  formatVersion,
  type RecordedEvent,
  type Recording,
  type RecordingEntry,
  type RecordingHeader,
} from "./recording.js";

/**
 * Reads the text of a recording.
 * @throws ButtplugError `usage/unreadable-recording`, which names the line
 */
export function parseRecording(text: string): Recording {
  const lines = text.split("\n");
  const header = headerOf(lines[0] ?? "");
  const last = lines.pop();
  if (last !== "") {
    throw unreadable(lines.length + 1, "is cut off; without it, what is before it can be replayed");
  }
  return { header, entries: lines.slice(1).map((line, index) => entryOf(line, index + 2)) };
}

function headerOf(line: string): RecordingHeader {
  const value = jsonOf(line);
  if (value?.["format"] !== formatName) throw unreadable(1, "is not the first line of a recording of a server");
  const { version } = value;
  if (version !== formatVersion) {
    const what = `says version ${String(version)} of the format; this release reads version ${formatVersion}`;
    throw unreadable(1, typeof version === "number" && version > formatVersion ? `${what}: use a newer one` : what);
  }
  const why = whyNot(value, { startedAt: "text", server: "text" });
  if (why !== undefined) throw unreadable(1, why);
  return value as unknown as RecordingHeader;
}

function entryOf(text: string, line: number): RecordingEntry {
  const value = jsonOf(text);
  if (!value) throw unreadable(line, "is damaged: it is no JSON object");
  const { at, same = false, kind, ...rest } = value;
  const fields = Object.hasOwn(fieldsOf, String(kind)) ? fieldsOf[kind as EventKind] : undefined;
  if (!fields) throw unreadable(line, `has an event that no recording of this version has: ${JSON.stringify(kind)}`);
  const why = whyNot({ at, same, ...rest }, { at: "number", same: "truth", ...fields });
  if (why !== undefined) throw unreadable(line, why);
  return { line, atMs: at as number, sameTurn: same as boolean, event: eventOf({ kind, ...rest }) };
}

/** The event with bytes instead of their text. Settings are checked by the server that gets them. */
function eventOf(plain: Readonly<Record<string, unknown>>): RecordedEvent {
  if (plain["kind"] !== "write") return plain as unknown as RecordedEvent;
  const bytes = (plain["data"] as string).split(" ").filter((byte) => byte !== "");
  return { ...plain, data: Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)) } as unknown as RecordedEvent;
}

function jsonOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function unreadable(line: number, what: string): ButtplugError {
  return new ButtplugError("usage/unreadable-recording", `line ${line} ${what}`, { details: { line } });
}
