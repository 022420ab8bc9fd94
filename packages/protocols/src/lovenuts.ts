import { defineProtocol, hex, perFeature, text, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "lovenuts",
  summary: "A pattern of twenty equal steps of four bits, and how long each lasts.",
  endpoints: ["tx"],
  outputs: {
    vibrate: perFeature(({ value }) => {
      const steps = new Uint8Array(10).fill((value << 4) | value);
      return write("tx", hex`${text`EVOL`} ${steps} 00 ff`);
    }),
  },
  examples: [
    "vibrate 0=0 -> tx: 45 56 4f 4c 00 00 00 00 00 00 00 00 00 00 00 ff",
    "vibrate 0=8 -> tx: 45 56 4f 4c 88 88 88 88 88 88 88 88 88 88 00 ff",
    "vibrate 0=15 stop -> tx: 45 56 4f 4c ff ff ff ff ff ff ff ff ff ff 00 ff | tx: 45 56 4f 4c 00 00 00 00 00 00 00 00 00 00 00 ff",
  ],
});
