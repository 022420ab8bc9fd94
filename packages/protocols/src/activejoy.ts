import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "activejoy",
  summary: "Six bytes with the motor's number, a switch and its level.",
  endpoints: ["tx", "rx"],
  outputs: {
    vibrate: perFeature(({ feature, value }) => write("tx", hex`b0 01 00 ${feature} ${value === 0 ? 0 : 1} ${value}`)),
  },
  examples: [
    "vibrate 0=0        -> tx: b0 01 00 00 00 00",
    "vibrate 0=1 0=128  -> tx: b0 01 00 00 01 01 | tx: b0 01 00 00 01 80",
    "vibrate 0=255 stop -> tx: b0 01 00 00 01 ff | tx: b0 01 00 00 00 00",
  ],
});
