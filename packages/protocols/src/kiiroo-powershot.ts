import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "kiiroo-powershot",
  summary: "The levels of two motors in one packet.",
  endpoints: ["tx", "rxblebattery"],
  outputs: {
    vibrate: combined(([first = 0, second = 0]) =>
      write("tx", hex`01 00 00 ${first} ${second} 00`, { withResponse: true }),
    ),
  },
  examples: [
    "vibrate 0=50 1=100 0=0 1=0 -> tx!: 01 00 00 32 00 00 | tx!: 01 00 00 32 64 00 | tx!: 01 00 00 00 64 00 | tx!: 01 00 00 00 00 00",
    "vibrate 0=100 -> tx!: 01 00 00 64 00 00",
    "vibrate 0=50 + 1=100 stop -> tx!: 01 00 00 32 64 00 | tx!: 01 00 00 00 00 00",
  ],
});
