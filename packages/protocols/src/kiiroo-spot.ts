import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "kiiroo-spot",
  summary: "One level at the end of a fixed packet.",
  endpoints: ["tx", "rxblebattery"],
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`00 ff 00 00 00 ${value}`)) },
  examples: [
    "vibrate 0=0 -> tx: 00 ff 00 00 00 00",
    "vibrate 0=50 -> tx: 00 ff 00 00 00 32",
    "vibrate 0=100 stop -> tx: 00 ff 00 00 00 64 | tx: 00 ff 00 00 00 00",
  ],
});
