import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

/** The endpoint tx gives electric stimulation, which no model here offers. */
export default defineProtocol({
  key: "libo-elle",
  summary: "One level of three.",
  endpoints: ["tx", "txmode"],
  outputs: { vibrate: perFeature(({ value }) => write("txmode", hex`${value}`)) },
  examples: [
    "PiPiJing: vibrate 0=2 0=0 -> txmode: 02 | txmode: 00",
    "Shuidi: vibrate 0=3 stop -> txmode: 03 | txmode: 00",
    "vibrate 0=0 -> txmode: 00",
  ],
});
