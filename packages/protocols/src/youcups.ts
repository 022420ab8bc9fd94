import { defineProtocol, perFeature, text, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "youcups",
  summary: "A level as text.",
  endpoints: ["tx"],
  outputs: { vibrate: perFeature(({ value }) => write("tx", text`$SYS,${value}?`)) },
  examples: [
    "vibrate 0=0 -> tx: 24 53 59 53 2c 30 3f",
    "vibrate 0=4 -> tx: 24 53 59 53 2c 34 3f",
    "vibrate 0=8 stop -> tx: 24 53 59 53 2c 38 3f | tx: 24 53 59 53 2c 30 3f",
  ],
});
