import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

const motors = combined(([first = 0, second = 0]) =>
  write("tx", hex`10 ff 04 0a 32 0a 00 04 08 ${first} 64 00 04 08 ${second} 64 01`),
);

export default defineProtocol({
  key: "magic-motion-2",
  summary: "The levels of two motors in one packet, also where there is one.",
  endpoints: ["tx", "rxblebattery"],
  outputs: { vibrate: motors, oscillate: motors },
  examples: [
    "Sword: vibrate 0=0 0=50 -> tx: 10 ff 04 0a 32 0a 00 04 08 00 64 00 04 08 00 64 01 | tx: 10 ff 04 0a 32 0a 00 04 08 32 64 00 04 08 00 64 01",
    "Eidolon: vibrate 0=50 + 1=100 0=100 -> tx: 10 ff 04 0a 32 0a 00 04 08 32 64 00 04 08 64 64 01 | tx: 10 ff 04 0a 32 0a 00 04 08 64 64 00 04 08 64 64 01",
    "Solstice X: vibrate 0=100 1=0 stop -> tx: 10 ff 04 0a 32 0a 00 04 08 64 64 00 04 08 00 64 01 | tx: 10 ff 04 0a 32 0a 00 04 08 64 64 00 04 08 00 64 01 | tx: 10 ff 04 0a 32 0a 00 04 08 00 64 00 04 08 00 64 01",
    "CBT001: vibrate 0=50 oscillate + 1=100 stop -> tx: 10 ff 04 0a 32 0a 00 04 08 32 64 00 04 08 64 64 01 | tx: 10 ff 04 0a 32 0a 00 04 08 00 64 00 04 08 00 64 01",
  ],
});
