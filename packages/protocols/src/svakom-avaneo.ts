import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "svakom-avaneo",
  summary: "A vibrator with levels and a thruster that is on or off, one packet each.",
  endpoints: ["tx", "rx"],
  outputs: {
    vibrate: perFeature(({ value }) => write("tx", hex`55 03 00 00 ${value === 0 ? 0x00 : 0x01} ${value}`)),
    oscillate: perFeature(({ value }) => write("tx", hex`55 08 00 00 ${value} ff`)),
  },
  examples: [
    "vibrate 0=0         -> tx: 55 03 00 00 00 00",
    "vibrate 0=5 0=10    -> tx: 55 03 00 00 01 05 | tx: 55 03 00 00 01 0a",
    "oscillate 1=1 1=0   -> tx: 55 08 00 00 01 ff | tx: 55 08 00 00 00 ff",
    "vibrate 0=10 stop   -> tx: 55 03 00 00 01 0a | tx: 55 03 00 00 00 00 | tx: 55 08 00 00 00 ff",
  ],
});
