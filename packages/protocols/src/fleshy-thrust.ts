import { be16, defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

const longestMs = 0xffff;

export default defineProtocol({
  key: "fleshy-thrust",
  summary: "A position and the time to get there.",
  endpoints: ["tx"],
  outputs: {
    hwPositionWithDuration: perFeature(({ value, durationMs }) =>
      write("tx", hex`${value} ${be16(Math.min(durationMs, longestMs))}`),
    ),
  },
  examples: [
    "hwPositionWithDuration 0=0 0=90@250 -> tx: 00 00 00 | tx: 5a 00 fa",
    "hwPositionWithDuration 0=180@1000 stop -> tx: b4 03 e8",
    "hwPositionWithDuration 0=180@65535 0=180@65536 0=180@100000 -> tx: b4 ff ff | tx: b4 ff ff | tx: b4 ff ff",
  ],
});
