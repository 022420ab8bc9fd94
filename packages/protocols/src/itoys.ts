import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "itoys",
  summary: "Six bytes with the output's number and its level; thrusts carry a switch twice.",
  endpoints: ["tx"],
  outputs: {
    vibrate: perFeature(({ value }) => write("tx", hex`a0 01 00 00 ${value} ff`)),
    oscillate: perFeature(({ value }) => {
      const running = value === 0 ? 0 : 1;
      return write("tx", hex`a0 06 ${running} 00 ${running} ${value}`);
    }),
  },
  examples: [
    "vibrate 0=2 0=3 0=0               -> tx: a0 01 00 00 02 ff | tx: a0 01 00 00 03 ff | tx: a0 01 00 00 00 ff",
    "SML-2310-SZ-B: oscillate 1=128 1=0 -> tx: a0 06 01 00 01 80 | tx: a0 06 00 00 00 00",
    "ASF-001-BT-R: oscillate 0=255     -> tx: a0 06 01 00 01 ff",
    "SML-2310-SZ-B: vibrate 0=3 + oscillate 1=128 stop -> tx: a0 01 00 00 03 ff | tx: a0 06 01 00 01 80 | tx: a0 01 00 00 00 ff | tx: a0 06 00 00 00 00",
  ],
});
