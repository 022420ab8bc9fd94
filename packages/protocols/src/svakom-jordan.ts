import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "svakom-jordan",
  summary: "A vibrator and an oscillator, one packet each, which says on or off before the level.",
  endpoints: ["tx", "rx"],
  outputs: {
    vibrate: perFeature(({ value }) => write("tx", hex`55 03 00 00 ${value === 0 ? 0x00 : 0x01} ${value} 00`)),
    oscillate: perFeature(({ value }) => write("tx", hex`55 08 00 00 ${value === 0 ? 0x00 : 0x01} ${value} 00`)),
  },
  examples: [
    "vibrate 0=0        -> tx: 55 03 00 00 00 00 00",
    "vibrate 0=5 0=10   -> tx: 55 03 00 00 01 05 00 | tx: 55 03 00 00 01 0a 00",
    "oscillate 1=3 1=5  -> tx: 55 08 00 00 01 03 00 | tx: 55 08 00 00 01 05 00",
    "oscillate 1=3 stop -> tx: 55 08 00 00 01 03 00 | tx: 55 03 00 00 00 00 00 | tx: 55 08 00 00 00 00 00",
  ],
});
