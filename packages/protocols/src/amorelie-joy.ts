import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "amorelie-joy",
  summary: "A level of the steady pattern.",
  endpoints: ["rx", "tx"],
  initialize: [write("tx", hex`03`)],
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`01 01 ${value}`)) },
  examples: [
    "connect -> tx: 03",
    "4D01: vibrate 0=0 0=1 -> tx: 01 01 00 | tx: 01 01 01",
    "vibrate 0=50 -> tx: 01 01 32",
    "4D07: vibrate 0=100 stop -> tx: 01 01 64 | tx: 01 01 00",
  ],
});
