import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "svakom-v1",
  summary: "One level in one packet, behind a byte that says on or off.",
  endpoints: ["tx", "rx"],
  outputs: {
    vibrate: perFeature(({ value }) => write("tx", hex`55 04 03 00 ${value === 0 ? 0x00 : 0x01} ${value}`)),
  },
  examples: [
    "vibrate 0=0                -> tx: 55 04 03 00 00 00",
    "Aogu SCB: vibrate 0=1 0=10 -> tx: 55 04 03 00 01 01 | tx: 55 04 03 00 01 0a",
    "Emma NEO: vibrate 0=19 stop -> tx: 55 04 03 00 01 13 | tx: 55 04 03 00 00 00",
  ],
});
