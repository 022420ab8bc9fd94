import { isButtplugError } from "@buttplug-ts/core";
import { type DeviceOutcome, DeviceReplay } from "./device-replay.js";
import { type DeviceScript, scriptOf } from "./device-script.js";
import { parseRecording } from "./parse-recording.js";
import type { Recording } from "./recording.js";
import type { ReplayDifference, ReplayReport } from "./replay-report.js";

export interface ReplayOptions {
  /** How many milliseconds earlier or later than recorded a packet may come out: real machines pause. Default: 100. */
  readonly toleranceMs?: number;
}

/**
 * Plays a recording to servers with simulated devices and compares the packets that come out with those that were
 * recorded. The same recording always gives the same packets.
 * @throws ButtplugError `usage/unreadable-recording`, which names the line
 */
export async function replay(recording: Recording | string, options: ReplayOptions = {}): Promise<ReplayReport> {
  const { toleranceMs = 100 } = options;
  const { devices, endAtMs, cutBy } = scriptOf(typeof recording === "string" ? parseRecording(recording) : recording);
  const notes = cutBy === undefined ? [] : [`the recording ends early: ${cutBy}`];
  let packets = 0;
  let difference: ReplayDifference | undefined;
  for (const script of devices) {
    const outcome = await outcomeOf(script, endAtMs, toleranceMs);
    packets += outcome.packets;
    notes.push(...outcome.notes);
    const { difference: other } = outcome;
    if (other && (!difference || other.atMs < difference.atMs)) difference = other;
  }
  if (difference) return { outcome: "different", packets, difference, notes };
  return { outcome: notes.length > 0 ? "incomplete" : "equal", packets, notes };
}

async function outcomeOf(script: DeviceScript, endAtMs: number, toleranceMs: number): Promise<DeviceOutcome> {
  try {
    return await new DeviceReplay({ script, endAtMs, toleranceMs }).run();
  } catch (error) {
    if (!isButtplugError(error, "usage/invalid-argument")) throw error;
    return { packets: 0, notes: [`${script.hardware} cannot be simulated: ${error.message}`] };
  }
}
