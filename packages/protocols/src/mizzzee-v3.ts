import { defineProtocol, hex, le16, perFeature, write } from "@buttplug-ts/protocol-kit";

/** Ten bits; the lowest level is 30 percent. */
function strengthOf(level: number): number {
  return Math.floor((7161 * level + 3_069_000) / 10_000);
}

/** The strength stands twice, above six bits that are always the same. */
function body(level: number): Uint8Array {
  if (level === 0) return new Uint8Array(18);
  const half = hex`00 fc 00 fe 40 01 ${le16((strengthOf(level) << 6) | 0x3c)}`;
  return hex`f3 ${half} ${half} 00`;
}

export default defineProtocol({
  key: "mizzzee-v3",
  summary: "Twenty bytes with a strength of ten bits, repeated five times a second.",
  endpoints: ["tx"],
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`03 12 ${body(value)}`, { withResponse: true })) },
  keepalive: { repeatLast: { everyMs: 200 } },
  examples: [
    "vibrate 0=0 -> tx!: 03 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
    "vibrate 0=1 -> tx!: 03 12 f3 00 fc 00 fe 40 01 fc 4c 00 fc 00 fe 40 01 fc 4c 00",
    "vibrate 0=500 -> tx!: 03 12 f3 00 fc 00 fe 40 01 3c a6 00 fc 00 fe 40 01 3c a6 00",
    "vibrate 0=999 -> tx!: 03 12 f3 00 fc 00 fe 40 01 bc ff 00 fc 00 fe 40 01 bc ff 00",
    "vibrate 0=1000 stop -> tx!: 03 12 f3 00 fc 00 fe 40 01 fc ff 00 fc 00 fe 40 01 fc ff 00 | tx!: 03 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
  ],
});
