import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "svakom-v2",
  summary: "One level in one packet, behind a byte that says on or off, with response.",
  endpoints: ["tx", "rx"],
  outputs: {
    vibrate: perFeature(({ value }) =>
      write("tx", hex`55 03 03 00 ${value === 0 ? 0x00 : 0x01} ${value}`, { withResponse: true }),
    ),
  },
  examples: [
    "vibrate 0=0              -> tx!: 55 03 03 00 00 00",
    "116: vibrate 0=5         -> tx!: 55 03 03 00 01 05",
    "Cici 2: vibrate 0=10 stop -> tx!: 55 03 03 00 01 0a | tx!: 55 03 03 00 00 00",
  ],
});
