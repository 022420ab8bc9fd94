import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "svakom-alex",
  summary: "One level in one packet; off is a level of its own.",
  endpoints: ["tx"],
  outputs: {
    vibrate: perFeature(({ value }) => write("tx", hex`12 01 03 00 ${value === 0 ? 0xff : value} 00`)),
  },
  examples: [
    "vibrate 0=0      -> tx: 12 01 03 00 ff 00",
    "vibrate 0=1 0=2  -> tx: 12 01 03 00 01 00 | tx: 12 01 03 00 02 00",
    "vibrate 0=3 stop -> tx: 12 01 03 00 03 00 | tx: 12 01 03 00 ff 00",
  ],
});
