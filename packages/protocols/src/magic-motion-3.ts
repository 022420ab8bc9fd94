import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "magic-motion-3",
  summary: "One level in a fixed packet.",
  endpoints: ["tx", "rxblebattery"],
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`0b ff 04 0a 46 46 00 04 08 ${value} 64 00`)) },
  examples: [
    "vibrate 0=0 0=1 -> tx: 0b ff 04 0a 46 46 00 04 08 00 64 00 | tx: 0b ff 04 0a 46 46 00 04 08 01 64 00",
    "vibrate 0=39 -> tx: 0b ff 04 0a 46 46 00 04 08 27 64 00",
    "vibrate 0=77 stop -> tx: 0b ff 04 0a 46 46 00 04 08 4d 64 00 | tx: 0b ff 04 0a 46 46 00 04 08 00 64 00",
  ],
});
