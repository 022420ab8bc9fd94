import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "svakom-barnard",
  summary: "A vibrator and an oscillator, one packet each, which says on or off behind the level.",
  endpoints: ["tx"],
  outputs: {
    vibrate: perFeature(({ value }) => write("tx", hex`55 03 00 00 ${value} ${value === 0 ? 0x00 : 0x01}`)),
    oscillate: perFeature(({ value }) => write("tx", hex`55 08 00 00 ${value} ${value === 0 ? 0x00 : 0xff}`)),
  },
  examples: [
    "vibrate 0=0        -> tx: 55 03 00 00 00 00",
    "vibrate 0=2 0=3    -> tx: 55 03 00 00 02 01 | tx: 55 03 00 00 03 01",
    "oscillate 1=2 1=3  -> tx: 55 08 00 00 02 ff | tx: 55 08 00 00 03 ff",
    "oscillate 1=2 stop -> tx: 55 08 00 00 02 ff | tx: 55 03 00 00 00 00 | tx: 55 08 00 00 00 00",
  ],
});
