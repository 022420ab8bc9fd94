import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "cachito",
  summary: "A packet for each motor, which its number counts twice.",
  endpoints: ["tx"],
  outputs: {
    vibrate: perFeature(({ feature, value }) => write("tx", hex`${feature + 2} ${feature + 1} ${value} 00`)),
  },
  examples: [
    "CCTSK: vibrate 0=0 0=3 0=5 -> tx: 02 01 00 00 | tx: 02 01 03 00 | tx: 02 01 05 00",
    "CCTXueGao: vibrate 1=0 1=50 1=100 -> tx: 03 02 00 00 | tx: 03 02 32 00 | tx: 03 02 64 00",
    "CCTSK: vibrate 0=5 + 1=100 stop -> tx: 02 01 05 00 | tx: 03 02 64 00 | tx: 02 01 00 00 | tx: 03 02 00 00",
  ],
});
