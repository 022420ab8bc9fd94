import { defineProtocol, hex, type Packet, perFeature, write } from "@buttplug-ts/protocol-kit";

function speed(level: number): Packet {
  return write("tx", hex`f3 00 ${level}`);
}

export default defineProtocol({
  key: "lovedistance",
  summary: "One level of the constant pattern, which is chosen first.",
  endpoints: ["rx", "tx"],
  initialize: [speed(0), write("tx", hex`f4 01`)],
  outputs: { vibrate: perFeature(({ value }) => speed(value)) },
  examples: [
    "connect -> tx: f3 00 00 | tx: f4 01",
    "REACH: vibrate 0=0 0=60 -> tx: f3 00 00 | tx: f3 00 3c",
    "ORBIT: vibrate 0=121 stop -> tx: f3 00 79 | tx: f3 00 00",
  ],
});
