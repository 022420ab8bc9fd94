import { defineProtocol, hex, perFeature, withSum8, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "maxpro",
  summary: "One level, twice, with a checksum.",
  endpoints: ["tx"],
  outputs: {
    vibrate: perFeature(({ value }) => write("tx", withSum8(hex`55 04 07 ff ff 3f ${value} 5f ${value}`))),
  },
  examples: [
    "vibrate 0=0 0=1 0=2 -> tx: 55 04 07 ff ff 3f 00 5f 00 fc | tx: 55 04 07 ff ff 3f 01 5f 01 fe | tx: 55 04 07 ff ff 3f 02 5f 02 00",
    "vibrate 0=50 -> tx: 55 04 07 ff ff 3f 32 5f 32 60",
    "vibrate 0=100 stop -> tx: 55 04 07 ff ff 3f 64 5f 64 c4 | tx: 55 04 07 ff ff 3f 00 5f 00 fc",
  ],
});
