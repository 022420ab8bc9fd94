import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "sexverse-v5",
  summary: "Seven bytes around one level.",
  endpoints: ["tx"],
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`aa 03 03 ${value} 00 00 00`)) },
  examples: [
    "vibrate 0=0 -> tx: aa 03 03 00 00 00 00",
    "vibrate 0=50 -> tx: aa 03 03 32 00 00 00",
    "CB-WXW03: vibrate 0=100 stop -> tx: aa 03 03 64 00 00 00 | tx: aa 03 03 00 00 00 00",
  ],
});
