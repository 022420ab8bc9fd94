import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "realov",
  summary: "Four bytes around one level.",
  endpoints: ["tx"],
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`c5 55 ${value} aa`)) },
  examples: [
    "vibrate 0=0       -> tx: c5 55 00 aa",
    "vibrate 0=1 0=25  -> tx: c5 55 01 aa | tx: c5 55 19 aa",
    "vibrate 0=50 stop -> tx: c5 55 32 aa | tx: c5 55 00 aa",
  ],
});
