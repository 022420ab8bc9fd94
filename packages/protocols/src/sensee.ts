import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "sensee",
  summary: "One level at the end of a constant packet.",
  endpoints: ["tx"],
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`55 aa f0 01 01 0b 65 f7 01 01 ${value}`)) },
  examples: [
    "vibrate 0=0 -> tx: 55 aa f0 01 01 0b 65 f7 01 01 00",
    "vibrate 0=50 -> tx: 55 aa f0 01 01 0b 65 f7 01 01 32",
    "vibrate 0=100 stop -> tx: 55 aa f0 01 01 0b 65 f7 01 01 64 | tx: 55 aa f0 01 01 0b 65 f7 01 01 00",
  ],
});
