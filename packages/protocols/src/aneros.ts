import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "aneros",
  summary: "Two motors, one two-byte packet each.",
  endpoints: ["tx"],
  outputs: {
    vibrate: perFeature(({ feature, value }) => write("tx", hex`${0xf1 + feature} ${value}`)),
  },
  examples: [
    "vibrate 0=0       -> tx: f1 00",
    "vibrate 0=64      -> tx: f1 40",
    "vibrate 0=127     -> tx: f1 7f",
    "vibrate 1=32      -> tx: f2 20",
    "vibrate 0=1 + 1=2 -> tx: f1 01 | tx: f2 02",
    "vibrate 1=127 stop -> tx: f2 7f | tx: f1 00 | tx: f2 00",
  ],
});
