import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "mymuselinkplus",
  summary: "One of three levels; off has a packet of its own.",
  endpoints: ["tx"],
  outputs: {
    vibrate: perFeature(({ value }) =>
      write("tx", value === 0 ? hex`aa 55 06 aa 00 00 00 00` : hex`aa 55 06 01 01 01 ${value} ff`),
    ),
  },
  examples: [
    "vibrate 0=0 0=1 -> tx: aa 55 06 aa 00 00 00 00 | tx: aa 55 06 01 01 01 01 ff",
    "vibrate 0=2 -> tx: aa 55 06 01 01 01 02 ff",
    "vibrate 0=3 stop -> tx: aa 55 06 01 01 01 03 ff | tx: aa 55 06 aa 00 00 00 00",
  ],
});
