import type { UserConfig } from "@buttplug-ts/device-db/user-config";
import type { DeviceSummary, ObservedEvent, SessionSummary } from "@buttplug-ts/server";

/** What the first line of a recording calls itself. */
export const formatName = "buttplug-ts-recording";
/** The version of the format that this release writes and reads. */
export const formatVersion = 1;

/** The first line of a recording. */
export interface RecordingHeader {
  readonly format: typeof formatName;
  readonly version: typeof formatVersion;
  /** ISO 8601, by the wall clock. */
  readonly startedAt: string;
  readonly server: string;
  readonly note?: string;
}

/** Lines that are no events of the server. */
export type RecordingMark =
  /** What was there before the recording began. */
  | { readonly kind: "session-present"; readonly session: SessionSummary }
  | { readonly kind: "device-present"; readonly device: DeviceSummary }
  /** The owner's settings from here on. */
  | { readonly kind: "settings"; readonly config: UserConfig }
  /** Here so many events are missing, because the sink was too slow. */
  | { readonly kind: "lost"; readonly events: number }
  /** The last line: somebody ended the recording, or it has all the bytes it may have. */
  | { readonly kind: "end"; readonly why: "closed" | "full" };

/** What one line says. Packets are hex in the file. */
export type RecordedEvent = ObservedEvent | RecordingMark;

/** One line of a recording after the first. */
export interface RecordingEntry {
  /** Counted from 1. */
  readonly line: number;
  /** Milliseconds since the recording began. Of a write: its beginning. */
  readonly atMs: number;
  /** Whether nothing else could run between the event before this one and this one. */
  readonly sameTurn: boolean;
  readonly event: RecordedEvent;
}

/** What `parseRecording` reads. */
export interface Recording {
  readonly header: RecordingHeader;
  readonly entries: readonly RecordingEntry[];
}
