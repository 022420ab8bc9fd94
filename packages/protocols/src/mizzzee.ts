import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "mizzzee",
  summary: "Six bytes with a switch and a level.",
  endpoints: ["tx"],
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`69 96 03 01 ${value === 0 ? 0 : 1} ${value}`)) },
  examples: [
    "vibrate 0=0 -> tx: 69 96 03 01 00 00",
    "vibrate 0=1 0=34 -> tx: 69 96 03 01 01 01 | tx: 69 96 03 01 01 22",
    "vibrate 0=68 stop -> tx: 69 96 03 01 01 44 | tx: 69 96 03 01 00 00",
  ],
});
