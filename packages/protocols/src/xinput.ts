import { combined, defineProtocol, hex, le16, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "xinput",
  summary: "The speeds of both motors, the left one, which is the second feature, in front.",
  endpoints: ["tx"],
  outputs: { vibrate: combined(([right = 0, left = 0]) => write("tx", hex`${le16(left)} ${le16(right)}`)) },
  examples: [
    "vibrate 0=0 0=32768 -> tx: 00 00 00 00 | tx: 00 00 00 80",
    "vibrate 1=65535 -> tx: ff ff 00 00",
    "vibrate 0=65535 1=4660 0=0 -> tx: 00 00 ff ff | tx: 34 12 ff ff | tx: 34 12 00 00",
    "vibrate 0=65535 + 1=4660 stop -> tx: 34 12 ff ff | tx: 00 00 00 00",
  ],
});
