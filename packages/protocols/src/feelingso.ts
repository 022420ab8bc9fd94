import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

const motors = combined(([vibration = 0, oscillation = 0]) =>
  write("tx", hex`aa 40 03 ${vibration} ${oscillation} 14 19`),
);

export default defineProtocol({
  key: "feelingso",
  summary: "Vibration and oscillation in one packet with a constant end.",
  endpoints: ["tx", "rx"],
  outputs: { vibrate: motors, oscillate: motors },
  examples: [
    "vibrate 0=10 oscillate 1=19 -> tx: aa 40 03 0a 00 14 19 | tx: aa 40 03 0a 13 14 19",
    "vibrate 0=19 oscillate + 1=19 1=9 vibrate 0=0 -> tx: aa 40 03 13 13 14 19 | tx: aa 40 03 13 09 14 19 | tx: aa 40 03 00 09 14 19",
    "oscillate 1=9 stop -> tx: aa 40 03 00 09 14 19 | tx: aa 40 03 00 00 14 19",
  ],
});
