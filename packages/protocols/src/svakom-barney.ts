import { combined, defineProtocol, hex, svakomMotors, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "svakom-barney",
  summary: "Two motors that share one level, in one packet.",
  endpoints: ["tx", "rx"],
  outputs: {
    vibrate: combined((levels) => write("tx", hex`55 03 ${svakomMotors(levels, { on: 0x03 })} 00`)),
  },
  examples: [
    "vibrate 0=5 1=8  -> tx: 55 03 01 00 03 05 00 | tx: 55 03 00 00 03 08 00",
    "vibrate 0=5 + 1=8 0=0 1=0 -> tx: 55 03 00 00 03 08 00 | tx: 55 03 02 00 03 08 00 | tx: 55 03 00 00 00 00 00",
    "vibrate 1=10 0=10 -> tx: 55 03 02 00 03 0a 00 | tx: 55 03 00 00 03 0a 00",
    "vibrate 0=0      -> tx: 55 03 00 00 00 00 00",
    "vibrate 0=5 stop -> tx: 55 03 01 00 03 05 00 | tx: 55 03 00 00 00 00 00",
  ],
});
