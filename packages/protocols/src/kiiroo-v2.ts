import { defineProtocol, hex, kiirooSpeed, travel, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "kiiroo-v2",
  summary: "A position and the speed to it, after a byte that makes the device listen.",
  endpoints: ["tx", "rx", "firmware"],
  initialize: [write("firmware", hex`00`, { withResponse: true })],
  outputs: {
    hwPositionWithDuration: travel(({ value, durationMs }, distance) =>
      write("tx", hex`${value} ${kiirooSpeed(distance, durationMs)}`),
    ),
  },
  examples: [
    "connect hwPositionWithDuration 0=99@500 0=0@1000 0=50@250 -> firmware!: 00 | tx: 63 28 | tx: 00 13 | tx: 32 28",
    "hwPositionWithDuration 0=50@250 0=50@300 0=99@0 0=0@200 -> tx: 32 28 | tx: 32 00 | tx: 63 ff | tx: 00 6a",
    "Launch: hwPositionWithDuration 0=99@100 stop -> tx: 63 db",
    "Onyx2: hwPositionWithDuration 0=10@300 -> tx: 0a 06",
  ],
});
