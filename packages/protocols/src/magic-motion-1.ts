import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

const motor = perFeature(({ value }) => write("tx", hex`0b ff 04 0a 32 32 00 04 08 ${value} 64 00`));

export default defineProtocol({
  key: "magic-motion-1",
  summary: "One level in a fixed packet.",
  endpoints: ["tx", "rxblebattery"],
  outputs: { vibrate: motor, oscillate: motor },
  examples: [
    "vibrate 0=0 0=1 -> tx: 0b ff 04 0a 32 32 00 04 08 00 64 00 | tx: 0b ff 04 0a 32 32 00 04 08 01 64 00",
    "Magic Cell: vibrate 0=50 -> tx: 0b ff 04 0a 32 32 00 04 08 32 64 00",
    "Flamingo: vibrate 0=100 stop -> tx: 0b ff 04 0a 32 32 00 04 08 64 64 00 | tx: 0b ff 04 0a 32 32 00 04 08 00 64 00",
    "Xone: oscillate 0=75 stop -> tx: 0b ff 04 0a 32 32 00 04 08 4b 64 00 | tx: 0b ff 04 0a 32 32 00 04 08 00 64 00",
  ],
});
