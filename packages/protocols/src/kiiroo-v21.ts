import { defineProtocol, hex, kiirooSpeed, perFeature, readFrom, travel, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "kiiroo-v21",
  summary: "One-byte levels; positions with a speed; the battery is in a value that is read.",
  endpoints: ["tx", "rx", "whitelist"],
  outputs: {
    vibrate: perFeature(({ value }) => write("tx", hex`01 ${value}`)),
    hwPositionWithDuration: travel(({ value, durationMs }, distance) =>
      write("tx", hex`03 00 ${kiirooSpeed(distance, durationMs)} ${value}`),
    ),
  },
  inputs: {
    battery: { read: readFrom("whitelist", (data) => (data.length === 20 ? data[5] : undefined)) },
  },
  examples: [
    "Cliona: vibrate 0=0 0=50 0=100 -> tx: 01 00 | tx: 01 32 | tx: 01 64",
    "Pearl2.1: vibrate 0=100 stop -> tx: 01 64 | tx: 01 00",
    "Titan1.1: hwPositionWithDuration 1=99@500 1=0@1000 1=50@250 -> tx: 03 00 28 63 | tx: 03 00 13 00 | tx: 03 00 28 32",
    "Titan1.1: hwPositionWithDuration 1=50@250 1=50@0 1=99@0 -> tx: 03 00 28 32 | tx: 03 00 00 32 | tx: 03 00 ff 63",
    "Titan1.1: hwPositionWithDuration 1=99@100 vibrate 0=7 stop -> tx: 03 00 db 63 | tx: 01 07 | tx: 01 00",
  ],
});
