import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "cupido",
  summary: "Seven bytes around one level.",
  endpoints: ["tx", "rx"],
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`b0 03 00 00 00 ${value} aa`)) },
  examples: [
    "vibrate 0=0        -> tx: b0 03 00 00 00 00 aa",
    "vibrate 0=1 0=128  -> tx: b0 03 00 00 00 01 aa | tx: b0 03 00 00 00 80 aa",
    "vibrate 0=255 stop -> tx: b0 03 00 00 00 ff aa | tx: b0 03 00 00 00 00 aa",
  ],
});
