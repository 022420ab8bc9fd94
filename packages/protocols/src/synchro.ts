import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

const otherWay = 0x80;

export default defineProtocol({
  key: "synchro",
  summary: "A speed and a bit for the direction.",
  endpoints: ["tx"],
  outputs: {
    rotate: perFeature(({ value }) => write("tx", hex`a1 01 ${value < 0 ? otherWay | -value : value} 77 55`)),
  },
  examples: [
    "rotate 0=0 0=3 0=6 -> tx: a1 01 00 77 55 | tx: a1 01 03 77 55 | tx: a1 01 06 77 55",
    "rotate 0=-1 -> tx: a1 01 81 77 55",
    "synchro EX: rotate 0=-6 stop -> tx: a1 01 86 77 55 | tx: a1 01 00 77 55",
  ],
});
