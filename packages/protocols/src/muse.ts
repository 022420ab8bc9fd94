import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

/** No device has confirmed this: the packets are from documentation, which says that a speed lasts about a second. */
export default defineProtocol({
  key: "muse",
  summary: "A speed and a mode, two bytes, repeated before the device forgets them.",
  endpoints: ["tx"],
  outputs: {
    // Mode 0 would make a built-in pattern of the speed.
    vibrate: combined(([level = 0]) => write("tx", level === 0 ? hex`00 00` : hex`${level} 01`), {
      repeat: { everyMs: 500 },
    }),
  },
  examples: [
    "WB-TDD: vibrate 0=0 tick -> tx: 00 00",
    "WB-TDD: vibrate 0=5 tick -> tx: 05 01 | tx: 05 01",
    "WB-ZDB-WST: vibrate 0=9 stop tick -> tx: 09 01 | tx: 00 00",
  ],
});
