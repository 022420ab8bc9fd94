import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "magic-motion-4",
  summary: "The levels of two motors in one packet; a single motor gets its level twice.",
  endpoints: ["tx", "rxblebattery"],
  outputs({ features }) {
    const single = features.filter(({ outputs }) => outputs.vibrate).length < 2;
    return {
      vibrate: combined(([first = 0, second = 0]) => {
        const levels = hex`04 08 ${first} 64 00 04 08 ${single ? first : second} 64 01`;
        return write("tx", hex`10 ff 04 0a 32 32 00 ${levels}`, { withResponse: true });
      }),
    };
  },
  examples: [
    "vibrate 0=0 -> tx!: 10 ff 04 0a 32 32 00 04 08 00 64 00 04 08 00 64 01",
    "nyx: vibrate 0=50 -> tx!: 10 ff 04 0a 32 32 00 04 08 32 64 00 04 08 32 64 01",
    "funone: vibrate 0=100 stop -> tx!: 10 ff 04 0a 32 32 00 04 08 64 64 00 04 08 64 64 01 | tx!: 10 ff 04 0a 32 32 00 04 08 00 64 00 04 08 00 64 01",
    "umi: vibrate 0=50 1=100 0=0 -> tx!: 10 ff 04 0a 32 32 00 04 08 32 64 00 04 08 00 64 01 | tx!: 10 ff 04 0a 32 32 00 04 08 32 64 00 04 08 64 64 01 | tx!: 10 ff 04 0a 32 32 00 04 08 00 64 00 04 08 64 64 01",
    "bobi2: vibrate 0=50 + 1=100 stop -> tx!: 10 ff 04 0a 32 32 00 04 08 32 64 00 04 08 64 64 01 | tx!: 10 ff 04 0a 32 32 00 04 08 00 64 00 04 08 00 64 01",
  ],
});
