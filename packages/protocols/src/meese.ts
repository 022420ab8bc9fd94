import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "meese",
  summary: "Four bytes with the motor's number and its level, with response.",
  endpoints: ["tx"],
  outputs: {
    vibrate: perFeature(({ feature, value }) =>
      write("tx", hex`01 80 ${feature + 1} ${value}`, { withResponse: true }),
    ),
  },
  examples: [
    "vibrate 0=0 0=5             -> tx!: 01 80 01 00 | tx!: 01 80 01 05",
    "Meese-V389: vibrate 1=2 1=0 -> tx!: 01 80 02 02 | tx!: 01 80 02 00",
    "Meese-cd: vibrate 0=10 stop -> tx!: 01 80 01 0a | tx!: 01 80 01 00",
    "vibrate 1=3 stop            -> tx!: 01 80 02 03 | tx!: 01 80 01 00 | tx!: 01 80 02 00",
  ],
});
