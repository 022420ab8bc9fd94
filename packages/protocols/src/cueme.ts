import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

/** No device has confirmed this: the byte is from documentation, which does not say whether motors can run at the same time. */
export default defineProtocol({
  key: "cueme",
  summary: "One byte with a motor's number and its level; the advertised name ends in the model's number.",
  endpoints: ["tx"],
  identify: async ({ name }) => name.slice(name.lastIndexOf("_") + 1),
  outputs: { vibrate: perFeature(({ feature, value }) => write("tx", hex`${((feature + 1) << 4) | value}`)) },
  examples: [
    "vibrate 0=0 0=15 -> tx: 10 | tx: 1f",
    "1: vibrate 7=8 -> tx: 88",
    "3: vibrate 3=15 + 0=1 stop -> tx: 11 | tx: 4f | tx: 10 | tx: 20 | tx: 30 | tx: 40",
  ],
});
