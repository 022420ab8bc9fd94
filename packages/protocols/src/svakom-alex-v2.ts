import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "svakom-alex-v2",
  summary: "One level in one packet, and the level plus five as a check.",
  endpoints: ["tx"],
  outputs: {
    vibrate: perFeature(({ value }) => write("tx", hex`55 03 03 00 ${value} ${value + 5}`)),
  },
  examples: [
    "vibrate 0=0      -> tx: 55 03 03 00 00 05",
    "vibrate 0=1 0=2  -> tx: 55 03 03 00 01 06 | tx: 55 03 03 00 02 07",
    "vibrate 0=3 stop -> tx: 55 03 03 00 03 08 | tx: 55 03 03 00 00 05",
  ],
});
