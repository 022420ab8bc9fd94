import { defineProtocol, hex, perFeature, withXor8, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "mannuo",
  summary: "One of three levels, with a checksum.",
  endpoints: ["rx", "tx"],
  outputs: {
    vibrate: perFeature(({ value }) =>
      write("tx", withXor8(hex`aa 55 06 01 01 01 ${value} fa`), { withResponse: true }),
    ),
  },
  examples: [
    "vibrate 0=0 0=1 -> tx!: aa 55 06 01 01 01 00 fa 02 | tx!: aa 55 06 01 01 01 01 fa 03",
    "vibrate 0=2 -> tx!: aa 55 06 01 01 01 02 fa 00",
    "vibrate 0=3 stop -> tx!: aa 55 06 01 01 01 03 fa 01 | tx!: aa 55 06 01 01 01 00 fa 02",
  ],
});
