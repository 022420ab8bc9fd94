import { combined, defineProtocol, hex, svakomMotors, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "svakom-v4",
  summary: "One motor, or two that share one level, in one packet.",
  endpoints: ["tx", "rx"],
  outputs({ features }) {
    const single = features.filter(({ outputs }) => outputs.vibrate).length === 1;
    return { vibrate: combined((levels) => write("tx", hex`55 03 ${svakomMotors(levels, { single })} 00`)) };
  },
  examples: [
    "B2CM6: vibrate 0=5 1=10 -> tx: 55 03 01 00 01 05 00 | tx: 55 03 00 00 01 0a 00",
    "ERICA: vibrate 1=10 0=5 0=0 1=0 -> tx: 55 03 02 00 01 0a 00 | tx: 55 03 00 00 01 0a 00 | tx: 55 03 02 00 01 0a 00 | tx: 55 03 00 00 00 00 00",
    "vibrate 0=5 + 1=10 stop -> tx: 55 03 00 00 01 0a 00 | tx: 55 03 00 00 00 00 00",
    "VV468A: vibrate 0=10 0=5 0=0 -> tx: 55 03 00 00 01 0a 00 | tx: 55 03 00 00 01 05 00 | tx: 55 03 00 00 00 00 00",
  ],
});
