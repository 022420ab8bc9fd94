import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "pink_punch",
  summary: "One level in two bytes.",
  endpoints: ["tx"],
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`09 ${value}`, { withResponse: true })) },
  examples: [
    "Pink_Punch: vibrate 0=0 0=1 -> tx!: 09 00 | tx!: 09 01",
    "PinkPunch_Peachu: vibrate 0=50 -> tx!: 09 32",
    "PinkPunch_Peacaron: vibrate 0=100 stop -> tx!: 09 64 | tx!: 09 00",
  ],
});
