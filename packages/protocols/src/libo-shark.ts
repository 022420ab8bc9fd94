import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "libo-shark",
  summary: "Two levels in one byte, four bits each.",
  endpoints: ["tx", "txmode"],
  outputs: { vibrate: combined(([vibrator = 0, inflator = 0]) => write("tx", hex`${(vibrator << 4) | inflator}`)) },
  examples: [
    "vibrate 0=3 1=2 0=0 1=3 1=0 -> tx: 30 | tx: 32 | tx: 02 | tx: 03 | tx: 00",
    "vibrate 0=3 + 1=2 stop -> tx: 32 | tx: 00",
    "vibrate 1=3 stop -> tx: 03 | tx: 00",
  ],
});
