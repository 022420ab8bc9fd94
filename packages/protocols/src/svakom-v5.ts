import { combined, defineProtocol, hex, perFeature, svakomMotors, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "svakom-v5",
  summary: "Up to two motors that share one level, in one packet, and an oscillator.",
  endpoints: ["tx", "rx"],
  outputs: {
    vibrate: combined((levels) => write("tx", hex`55 03 ${svakomMotors(levels)}`)),
    oscillate: perFeature(({ value }) => write("tx", hex`55 09 00 00 ${value} 00`)),
  },
  examples: [
    "Chika: vibrate 0=5 1=10  -> tx: 55 03 01 00 01 05 | tx: 55 03 00 00 01 0a",
    "Mora Neo: vibrate 1=10 0=5 0=0 1=0 -> tx: 55 03 02 00 01 0a | tx: 55 03 00 00 01 0a | tx: 55 03 02 00 01 0a | tx: 55 03 00 00 00 00",
    "Trysta Neo: oscillate 2=2 2=3 -> tx: 55 09 00 00 02 00 | tx: 55 09 00 00 03 00",
    "Trysta Neo: oscillate 2=3 stop -> tx: 55 09 00 00 03 00 | tx: 55 03 00 00 00 00 | tx: 55 09 00 00 00 00",
    "Mini Emma Neo: vibrate 0=5 stop -> tx: 55 03 01 00 01 05 | tx: 55 03 00 00 00 00",
  ],
});
