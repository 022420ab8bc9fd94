import { defineProtocol, perFeature, text, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "nextlevelracing",
  summary: "A line of text for each motor: its number, a digit, and its level.",
  endpoints: ["tx"],
  outputs: { vibrate: perFeature(({ feature, value }) => write("tx", text`M${feature}${value}\r`)) },
  examples: [
    "vibrate 0=0 0=5 0=128 -> tx: 4d 30 30 0d | tx: 4d 30 35 0d | tx: 4d 30 31 32 38 0d",
    "vibrate 3=255 -> tx: 4d 33 32 35 35 0d",
    "vibrate 7=255 + 0=5 7=0 -> tx: 4d 30 35 0d | tx: 4d 37 32 35 35 0d | tx: 4d 37 30 0d",
  ],
});
