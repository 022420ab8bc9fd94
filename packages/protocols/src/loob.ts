import { be16, defineProtocol, hex, type Packet, perFeature, write } from "@buttplug-ts/protocol-kit";

const longestMs = 0xffff;

/** Neither a position nor a time of 0 is known to the device. */
function move(position: number, durationMs: number, withResponse: boolean): Packet {
  const time = Math.min(Math.max(durationMs, 1), longestMs);
  return write("tx", hex`${be16(Math.max(position, 1))} ${be16(time)}`, { withResponse });
}

export default defineProtocol({
  key: "loob",
  summary: "A position and the time to get there, neither of them 0. It is moved to one end when it connects.",
  endpoints: ["tx"],
  initialize: [move(1, 500, true)],
  outputs: { hwPositionWithDuration: perFeature(({ value, durationMs }) => move(value, durationMs, false)) },
  examples: [
    "connect -> tx!: 00 01 01 f4",
    "hwPositionWithDuration 0=0@500 0=500@250 -> tx: 00 01 01 f4 | tx: 01 f4 00 fa",
    "hwPositionWithDuration 0=1000@1000 stop 0=1000@0 -> tx: 03 e8 03 e8 | tx: 03 e8 00 01",
    "hwPositionWithDuration 0=750@65536 0=750@100000 -> tx: 02 ee ff ff | tx: 02 ee ff ff",
  ],
});
