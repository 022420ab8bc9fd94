import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

const motors = combined(([first = 0, second = 0, third = 0]) => write("tx", hex`a0 03 ${first} ${second} ${third}`));

export default defineProtocol({
  key: "bananasome",
  summary: "The levels of three motors in one packet, whatever they do.",
  endpoints: ["tx"],
  outputs: { oscillate: motors, vibrate: motors },
  examples: [
    "oscillate 0=128 vibrate 1=255 2=1 -> tx: a0 03 80 00 00 | tx: a0 03 80 ff 00 | tx: a0 03 80 ff 01",
    "oscillate 0=128 vibrate + 1=255 + 2=1 oscillate 0=0 vibrate 1=0 2=0 -> tx: a0 03 80 ff 01 | tx: a0 03 00 ff 01 | tx: a0 03 00 00 01 | tx: a0 03 00 00 00",
    "vibrate 2=1 stop -> tx: a0 03 00 00 01 | tx: a0 03 00 00 00",
  ],
});
