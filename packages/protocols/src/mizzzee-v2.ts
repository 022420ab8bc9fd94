import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "mizzzee-v2",
  summary: "Seven bytes with the level twice.",
  endpoints: ["tx"],
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`69 96 04 02 ${value} 2c ${value}`)) },
  examples: [
    "vibrate 0=0 -> tx: 69 96 04 02 00 2c 00",
    "vibrate 0=1 0=34 -> tx: 69 96 04 02 01 2c 01 | tx: 69 96 04 02 22 2c 22",
    "vibrate 0=68 stop -> tx: 69 96 04 02 44 2c 44 | tx: 69 96 04 02 00 2c 00",
  ],
});
