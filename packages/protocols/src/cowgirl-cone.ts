import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "cowgirl-cone",
  summary: "One level, from three seconds after the first packet on.",
  endpoints: ["tx"],
  async initialize(io) {
    await io.write(write("tx", hex`aa 56 00 00`));
    await io.sleep(3_000);
  },
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`f1 01 ${value} 00`)) },
  examples: [
    "vibrate 0=0 0=1 -> tx: f1 01 00 00 | tx: f1 01 01 00",
    "CG-CONE: vibrate 0=64 -> tx: f1 01 40 00",
    "CG-CONE: vibrate 0=128 stop -> tx: f1 01 80 00 | tx: f1 01 00 00",
  ],
});
