const lineEnd = 0x0a;
const longestHead = 16;

/**
 * The lines of a packet. Firmware takes a datagram for one line, whatever is in it, so that two in one give a wrong place
 * (TCodeESP32, `TCode0_3.h`).
 */
export function linesOf(packet: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < packet.length; ) {
    const end = packet.indexOf(lineEnd, from);
    const next = end < 0 ? packet.length : end + 1;
    lines.push(packet.subarray(from, next));
    from = next;
  }
  return lines;
}

/** A line that sets a level, which then runs until another one is set: vibration (`V`) or what else is driven (`A`). */
export interface LevelLine {
  /** `V0` */
  readonly channel: string;
  readonly isStop: boolean;
}

/** Undefined for moves, which end by themselves, and for everything else. */
export function readLevel(line: Uint8Array): LevelLine | undefined {
  const text = String.fromCharCode(...line.subarray(0, longestHead)).toUpperCase();
  const [, channel, level = ""] = /^([VA]\d)(\d+)/.exec(text) ?? [];
  return channel === undefined ? undefined : { channel, isStop: /^0+$/.test(level) };
}
