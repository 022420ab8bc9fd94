import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "sakuraneko",
  summary: "Twelve bytes around one level, one kind for each motor.",
  endpoints: ["tx"],
  outputs: {
    vibrate: perFeature(({ value }) => write("tx", hex`a1 08 01 00 00 00 64 ${value} 00 64 df 55`)),
    rotate: perFeature(({ value }) => write("tx", hex`a2 08 01 00 00 00 64 ${value} 00 32 df 55`)),
  },
  examples: [
    "vibrate 0=0 0=50 -> tx: a1 08 01 00 00 00 64 00 00 64 df 55 | tx: a1 08 01 00 00 00 64 32 00 64 df 55",
    "sakuraneko-01: vibrate 0=100 -> tx: a1 08 01 00 00 00 64 64 00 64 df 55",
    "sakuraneko-04: rotate 1=0 1=50 -> tx: a2 08 01 00 00 00 64 00 00 32 df 55 | tx: a2 08 01 00 00 00 64 32 00 32 df 55",
    "sakuraneko-04: rotate 1=100 stop -> tx: a2 08 01 00 00 00 64 64 00 32 df 55 | tx: a1 08 01 00 00 00 64 00 00 64 df 55 | tx: a2 08 01 00 00 00 64 00 00 32 df 55",
  ],
});
