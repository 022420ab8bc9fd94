import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

/** The anchor and the range of the strokes are 0 while there are none. */
const motors = combined(([vibration = 0, strokes = 0]) => {
  const [anchor, range] = strokes === 0 ? [0, 0] : [1, 4];
  return write("tx", hex`aa 05 ${vibration} 14 ${anchor} 00 ${range} 00 ${strokes} 00`, { withResponse: true });
});

export default defineProtocol({
  key: "sexverse-lg389",
  summary: "Ten bytes with the level of the vibrator and the speed and shape of the strokes.",
  endpoints: ["tx", "rx"],
  outputs: { vibrate: motors, oscillate: motors },
  examples: [
    "vibrate 0=0 -> tx!: aa 05 00 14 00 00 00 00 00 00",
    "vibrate 0=2 0=3 -> tx!: aa 05 02 14 00 00 00 00 00 00 | tx!: aa 05 03 14 00 00 00 00 00 00",
    "vibrate 0=3 + oscillate 1=5 oscillate 1=10 -> tx!: aa 05 03 14 01 00 04 00 05 00 | tx!: aa 05 03 14 01 00 04 00 0a 00",
    "vibrate 0=3 + oscillate 1=10 vibrate 0=0 stop -> tx!: aa 05 03 14 01 00 04 00 0a 00 | tx!: aa 05 00 14 01 00 04 00 0a 00 | tx!: aa 05 00 14 00 00 00 00 00 00",
  ],
});
