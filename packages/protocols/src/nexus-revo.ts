import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "nexus-revo",
  summary: "A level, and a rotation of two speeds either way.",
  endpoints: ["tx"],
  outputs: {
    vibrate: perFeature(({ value }) => write("tx", hex`aa 01 01 00 01 ${value}`, { withResponse: true })),
    rotate: perFeature(({ value }) =>
      write("tx", hex`aa 01 02 00 ${value > 0 ? value + 2 : -value} 00`, { withResponse: true }),
    ),
  },
  examples: [
    "vibrate 0=0 0=5 0=10 -> tx!: aa 01 01 00 01 00 | tx!: aa 01 01 00 01 05 | tx!: aa 01 01 00 01 0a",
    "rotate 1=0 1=1 1=2 -> tx!: aa 01 02 00 00 00 | tx!: aa 01 02 00 03 00 | tx!: aa 01 02 00 04 00",
    "rotate 1=-1 1=-2 -> tx!: aa 01 02 00 01 00 | tx!: aa 01 02 00 02 00",
    "rotate 1=-2 stop -> tx!: aa 01 02 00 02 00 | tx!: aa 01 01 00 01 00 | tx!: aa 01 02 00 00 00",
  ],
});
