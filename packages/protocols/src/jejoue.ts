import { combined, defineProtocol, hex, type Packet, write } from "@buttplug-ts/protocol-kit";

/** Which motors run, and the one level that the device has for them. */
function send(motors: number, level: number): Packet {
  return write("tx", hex`${motors} ${level}`);
}

export default defineProtocol({
  key: "jejoue",
  summary: "One level for both motors or one of them; two that run have the lower of their levels.",
  endpoints: ["tx"],
  outputs: {
    vibrate: combined(([first = 0, second = 0]) => {
      if (second === 0) return first === 0 ? send(0x01, 0) : send(0x02, first);
      // The lower one, because the higher one may be above the other motor's limit.
      return first === 0 ? send(0x03, second) : send(0x01, Math.min(first, second));
    }),
  },
  examples: [
    "vibrate 0=0 0=3 0=5 stop -> tx: 01 00 | tx: 02 03 | tx: 02 05 | tx: 01 00",
    "vibrate 1=5 1=2 1=0 -> tx: 03 05 | tx: 03 02 | tx: 01 00",
    "vibrate 0=3 1=5 0=5 0=0 -> tx: 02 03 | tx: 01 03 | tx: 01 05 | tx: 03 05",
    "vibrate 0=5 + 1=2 stop -> tx: 01 02 | tx: 01 00",
  ],
});
