import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

const motor = perFeature(({ feature, value }) =>
  write("tx", hex`a1 04 ${value} ${feature + 1}`, { withResponse: true }),
);

export default defineProtocol({
  key: "sexverse-v3",
  summary: "Four bytes with a level and its motor's number, repeated ten times a second.",
  endpoints: ["tx"],
  // No bytes are recorded for the strokes of the Zeus; these are those of its other motor, with their own number.
  outputs: { vibrate: motor, oscillate: motor },
  keepalive: { repeatLast: { everyMs: 100 } },
  examples: [
    "TAY001: vibrate 0=0 -> tx!: a1 04 00 01",
    "TAY006: vibrate 0=10 0=20 -> tx!: a1 04 0a 01 | tx!: a1 04 14 01",
    "TAY009: vibrate 0=20 stop -> tx!: a1 04 14 01 | tx!: a1 04 00 01",
    "TA-S001A: oscillate 1=20 stop -> tx!: a1 04 14 02 | tx!: a1 04 00 01 | tx!: a1 04 00 02",
  ],
});
