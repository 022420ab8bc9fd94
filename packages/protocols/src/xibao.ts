import { defineProtocol, hex, perFeature, withSum8, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "xibao",
  summary: "A speed and a sum. A button on the device has to allow commands first: its AI mode.",
  endpoints: ["tx"],
  outputs: {
    oscillate: perFeature(({ value }) => write("tx", withSum8(hex`66 3a 00 06 00 06 01 02 00 02 04 ${value}`))),
  },
  examples: [
    "oscillate 0=0 -> tx: 66 3a 00 06 00 06 01 02 00 02 04 00 b5",
    "oscillate 0=1 0=50 -> tx: 66 3a 00 06 00 06 01 02 00 02 04 01 b6 | tx: 66 3a 00 06 00 06 01 02 00 02 04 32 e7",
    "oscillate 0=75 -> tx: 66 3a 00 06 00 06 01 02 00 02 04 4b 00",
    "oscillate 0=99 stop -> tx: 66 3a 00 06 00 06 01 02 00 02 04 63 18 | tx: 66 3a 00 06 00 06 01 02 00 02 04 00 b5",
  ],
});
