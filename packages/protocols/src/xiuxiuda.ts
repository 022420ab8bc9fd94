import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "xiuxiuda",
  summary: "A level among constant bytes.",
  endpoints: ["tx"],
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`00 00 00 00 65 3a 30 ${value} 64`)) },
  examples: [
    "vibrate 0=0 -> tx: 00 00 00 00 65 3a 30 00 64",
    "vibrate 0=10 -> tx: 00 00 00 00 65 3a 30 0a 64",
    "vibrate 0=19 stop -> tx: 00 00 00 00 65 3a 30 13 64 | tx: 00 00 00 00 65 3a 30 00 64",
  ],
});
