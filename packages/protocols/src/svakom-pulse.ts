import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "svakom-pulse",
  summary: "One level in one packet, counted from one, behind a byte that says on or off.",
  endpoints: ["tx", "rx"],
  outputs: {
    vibrate: perFeature(({ value }) => write("tx", hex`55 03 03 00 ${value === 0 ? 0x00 : 0x01} ${value + 1}`)),
  },
  examples: [
    "vibrate 0=0             -> tx: 55 03 03 00 00 01",
    "SX033A: vibrate 0=1 0=5 -> tx: 55 03 03 00 01 02 | tx: 55 03 03 00 01 06",
    "BX288A: vibrate 0=9 stop -> tx: 55 03 03 00 01 0a | tx: 55 03 03 00 00 01",
  ],
});
