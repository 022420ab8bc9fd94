import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "kiiroo-prowand",
  summary: "Whether the motor runs, and its level twice.",
  endpoints: ["tx", "rxblebattery"],
  outputs: {
    vibrate: perFeature(({ value }) => write("tx", hex`00 00 64 ${value === 0 ? 0x00 : 0xff} ${value} ${value}`)),
  },
  examples: [
    "vibrate 0=0 0=1 -> tx: 00 00 64 00 00 00 | tx: 00 00 64 ff 01 01",
    "vibrate 0=128 -> tx: 00 00 64 ff 80 80",
    "Luxus: vibrate 0=255 stop -> tx: 00 00 64 ff ff ff | tx: 00 00 64 00 00 00",
  ],
});
