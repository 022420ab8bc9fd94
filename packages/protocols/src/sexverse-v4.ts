import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "sexverse-v4",
  summary: "Four bytes around one level.",
  endpoints: ["tx"],
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`bb 01 ${value} 66`, { withResponse: true })) },
  examples: [
    "vibrate 0=0 -> tx!: bb 01 00 66",
    "HJ2024N01: vibrate 0=50 -> tx!: bb 01 32 66",
    "BC1847: vibrate 0=99 stop -> tx!: bb 01 63 66 | tx!: bb 01 00 66",
  ],
});
