import { type Endpoint, equalBytes, toHex } from "@buttplug-ts/core";
import type { ReplayDifference, ReplayedPacket } from "./replay-report.js";

/** Bytes to a device, recorded or replayed. */
export interface ReplayedBytes {
  readonly endpoint: Endpoint;
  readonly data: Uint8Array;
  readonly withResponse: boolean;
  readonly atMs: number;
}

/** A moment of the recording. */
export interface RecordedMoment {
  readonly hardware: string;
  readonly line: number;
  readonly atMs: number;
}

/** How what came out differs from what was recorded, or undefined. Without `got`: nothing came out. */
export function differenceOf(
  { hardware, line, atMs }: RecordedMoment,
  write: ReplayedBytes,
  got: ReplayedBytes | undefined,
  toleranceMs: number,
): ReplayDifference | undefined {
  const expected = packetOf(write);
  const common = { hardware, line, atMs, expected };
  const wanted = `line ${line}: expected ${show(expected)} to ${hardware}`;
  if (!got) return { ...common, text: `${wanted}; got no packet` };
  const { endpoint, data, withResponse } = got;
  const isSame = endpoint === write.endpoint && withResponse === write.withResponse && equalBytes(data, write.data);
  if (isSame && Math.abs(got.atMs - write.atMs) <= toleranceMs) return undefined;
  const packet = packetOf(got);
  const what = isSame ? `it at ${packet.atMs} ms` : show(packet);
  return { ...common, got: packet, text: `${wanted}; got ${what}` };
}

/** A packet that the recording does not have. */
export function extraPacket({ hardware, line, atMs }: RecordedMoment, bytes: ReplayedBytes): ReplayDifference {
  const got = packetOf(bytes);
  return { hardware, line, atMs, got, text: `${hardware} got ${show(got)}; the recording has no such packet` };
}

/** A command that a server of today does not take. */
export function refusedCommand({ hardware, line, atMs }: RecordedMoment, why: string): ReplayDifference {
  const text = `line ${line}: ${hardware} refused a command that it took in the recording: ${why}`;
  return { hardware, line, atMs, text };
}

function packetOf({ endpoint, data, withResponse, atMs }: ReplayedBytes): ReplayedPacket {
  return { endpoint, hex: toHex(data), withResponse, atMs };
}

function show({ endpoint, hex, withResponse, atMs }: ReplayedPacket): string {
  return `${endpoint} ${hex}${withResponse ? " (with response)" : ""} at ${atMs} ms`;
}
