import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "svakom-v3",
  summary: "One packet a motor, which says on or off before the level; rotation is on or off.",
  endpoints: ["tx", "rx"],
  outputs: {
    vibrate: perFeature(({ feature, value }) => {
      const on = value === 0 ? 0x00 : 0x01;
      return write("tx", feature === 0 ? hex`55 03 03 00 ${on} ${value}` : hex`55 09 00 00 ${on} ${value}`);
    }),
    rotate: perFeature(({ value }) => write("tx", hex`55 08 00 00 ${value} ff`)),
  },
  examples: [
    "vibrate 0=0                -> tx: 55 03 03 00 00 00",
    "Hannes NEO: vibrate 0=5 0=10 -> tx: 55 03 03 00 01 05 | tx: 55 03 03 00 01 0a",
    "QH-SX007E: vibrate 1=1 1=0 -> tx: 55 09 00 00 01 01 | tx: 55 09 00 00 00 00",
    "FK008A: rotate 1=1 stop    -> tx: 55 08 00 00 01 ff | tx: 55 03 03 00 00 00 | tx: 55 08 00 00 00 ff",
  ],
});
