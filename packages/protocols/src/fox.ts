import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "fox",
  summary: "One of three levels; higher values would be patterns.",
  endpoints: ["tx"],
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`03 01 01 fe ${value}`)) },
  examples: [
    "vibrate 0=0 0=1 -> tx: 03 01 01 fe 00 | tx: 03 01 01 fe 01",
    "vibrate 0=2 -> tx: 03 01 01 fe 02",
    "vibrate 0=3 stop -> tx: 03 01 01 fe 03 | tx: 03 01 01 fe 00",
  ],
});
