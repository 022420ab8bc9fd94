import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "kiiroo-v2-vibrator",
  summary: "The levels of three motors, also where there are fewer.",
  endpoints: ["tx", "rxtouch", "rxaccel"],
  outputs: {
    vibrate: combined(([first = 0, second = 0, third = 0]) => write("tx", hex`${first} ${second} ${third}`)),
  },
  examples: [
    "vibrate 0=50 1=100 2=1 -> tx: 32 00 00 | tx: 32 64 00 | tx: 32 64 01",
    "Titan: vibrate 0=50 + 1=100 + 2=1 0=0 1=0 2=0 -> tx: 32 64 01 | tx: 00 64 01 | tx: 00 00 01 | tx: 00 00 00",
    "Fuse: vibrate 0=50 1=100 stop -> tx: 32 00 00 | tx: 32 64 00 | tx: 00 00 00",
    "Pearl2: vibrate 0=100 0=0 -> tx: 64 00 00 | tx: 00 00 00",
  ],
});
