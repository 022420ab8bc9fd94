import type { Endpoint } from "@buttplug-ts/core";

/** Bytes to a device. */
export interface ReplayedPacket {
  readonly endpoint: Endpoint;
  /** Such as `f1 40`. */
  readonly hex: string;
  readonly withResponse: boolean;
  /** Milliseconds since the recording began. */
  readonly atMs: number;
}

/** Where a replay left its recording. */
export interface ReplayDifference {
  /** The recording's name for the hardware, such as `bluetooth/device-1`. */
  readonly hardware: string;
  /** The line of the recording, counted from 1; 0 for its end. */
  readonly line: number;
  readonly atMs: number;
  /** What the recording has. */
  readonly expected?: ReplayedPacket;
  /** What came out now. */
  readonly got?: ReplayedPacket;
  /** All of it as one sentence. */
  readonly text: string;
}

/** What came of a replay. */
export interface ReplayReport {
  /**
   * `equal`: every recorded packet came out again, and no other. `different`: see `difference`. `incomplete`: no difference
   * was found, but not everything could be replayed; `notes` say what.
   */
  readonly outcome: "equal" | "different" | "incomplete";
  /** How many packets were compared. */
  readonly packets: number;
  /** The first one in time. */
  readonly difference?: ReplayDifference;
  readonly notes: readonly string[];
}
