import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

const off = write("tx", hex`80 03`, { withResponse: true });

export default defineProtocol({
  key: "wetoy",
  summary: "Three levels, and a packet of its own for off.",
  endpoints: ["tx"],
  initialize: [off],
  outputs: {
    vibrate: perFeature(({ value }) => (value === 0 ? off : write("tx", hex`b2 ${value - 1}`, { withResponse: true }))),
  },
  examples: [
    "connect -> tx!: 80 03",
    "vibrate 0=0 0=1 -> tx!: 80 03 | tx!: b2 00",
    "vibrate 0=2 0=3 stop -> tx!: b2 01 | tx!: b2 02 | tx!: 80 03",
  ],
});
