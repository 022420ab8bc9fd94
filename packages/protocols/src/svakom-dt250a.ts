import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "svakom-dt250a",
  summary: "Two vibrators and suction, one packet each.",
  endpoints: ["tx", "rx"],
  outputs: {
    vibrate: perFeature(({ feature, value }) =>
      write("tx", hex`55 ${feature === 0 ? 0x03 : 0x08} 00 00 ${value} ${value === 0 ? 0x00 : 0x01}`),
    ),
    constrict: perFeature(({ value }) => write("tx", hex`55 09 00 00 ${value} 00`)),
  },
  examples: [
    "vibrate 0=2 0=0   -> tx: 55 03 00 00 02 01 | tx: 55 03 00 00 00 00",
    "vibrate 0=3       -> tx: 55 03 00 00 03 01",
    "vibrate 1=3 1=0   -> tx: 55 08 00 00 03 01 | tx: 55 08 00 00 00 00",
    "constrict 2=1 2=2 -> tx: 55 09 00 00 01 00 | tx: 55 09 00 00 02 00",
    "constrict 2=2 stop -> tx: 55 09 00 00 02 00 | tx: 55 03 00 00 00 00 | tx: 55 08 00 00 00 00 | tx: 55 09 00 00 00 00",
  ],
});
