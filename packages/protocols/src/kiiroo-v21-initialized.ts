import { defineProtocol, hex, kiirooSpeed, type Packet, travel, write } from "@buttplug-ts/protocol-kit";

function move(speed: number, position: number, options: { readonly withResponse?: boolean } = {}): Packet {
  return write("tx", hex`03 00 ${speed} ${position}`, options);
}

export default defineProtocol({
  key: "kiiroo-v21-initialized",
  summary: "A position and the speed to it, after a first move that the device waits for.",
  endpoints: ["tx", "rx", "whitelist"],
  // A quarter of the way and back, at full speed: without it these devices take no positions.
  initialize: [move(100, 25, { withResponse: true }), move(100, 0, { withResponse: true })],
  outputs: {
    hwPositionWithDuration: travel(({ value, durationMs }, distance) => move(kiirooSpeed(distance, durationMs), value)),
  },
  examples: [
    "connect -> tx!: 03 00 64 19 | tx!: 03 00 64 00",
    "KEON: hwPositionWithDuration 0=99@500 0=49@400 0=49@401 -> tx: 03 00 28 63 | tx: 03 00 19 31 | tx: 03 00 00 31",
    "Onyx+: hwPositionWithDuration 0=99@100 stop -> tx: 03 00 db 63",
    "Rey: hwPositionWithDuration 0=0@500 -> tx: 03 00 00 00",
  ],
});
