import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "omobo",
  summary: "Seven bytes around one level, with response.",
  endpoints: ["tx"],
  outputs: {
    vibrate: perFeature(({ value }) => write("tx", hex`a1 04 04 01 ${value} ff 55`, { withResponse: true })),
  },
  examples: [
    "vibrate 0=0        -> tx!: a1 04 04 01 00 ff 55",
    "vibrate 0=1 0=50   -> tx!: a1 04 04 01 01 ff 55 | tx!: a1 04 04 01 32 ff 55",
    "vibrate 0=100 stop -> tx!: a1 04 04 01 64 ff 55 | tx!: a1 04 04 01 00 ff 55",
  ],
});
