export { parseRecording } from "./parse-recording.js";
export { type Recorder, type RecorderState, type RecordOptions, record } from "./record.js";
export type { RecordedEvent, Recording, RecordingEntry, RecordingHeader, RecordingMark } from "./recording.js";
export { type MemorySink, memorySink, type RecordingSink } from "./recording-sink.js";
export { type ReplayOptions, replay } from "./replay.js";
export type { ReplayDifference, ReplayedPacket, ReplayReport } from "./replay-report.js";
