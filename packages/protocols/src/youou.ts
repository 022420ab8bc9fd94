import { defineProtocol, hex, perFeature, withXor8, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "youou",
  summary: "Numbered packets with a level, whether it is one, and a checksum.",
  endpoints: ["tx"],
  // Not the whole name: the existing server's settings know every device by this.
  identify: async () => "VX001_",
  outputs: {
    vibrate: perFeature(({ value }, count) => {
      const checked = withXor8(hex`aa 55 ${count & 0xff} 02 03 01 ${value} ${value > 0 ? 0x01 : 0x00}`);
      return write("tx", hex`${checked} ff 00 00 00 00 00 00 00`);
    }),
  },
  examples: [
    "vibrate 0=0 0=124 -> tx: aa 55 00 02 03 01 00 00 ff ff 00 00 00 00 00 00 00 | tx: aa 55 01 02 03 01 7c 01 83 ff 00 00 00 00 00 00 00",
    "vibrate 0=0 0=124 0=255 stop 0=1 -> tx: aa 55 00 02 03 01 00 00 ff ff 00 00 00 00 00 00 00 | tx: aa 55 01 02 03 01 7c 01 83 ff 00 00 00 00 00 00 00 | tx: aa 55 02 02 03 01 ff 01 03 ff 00 00 00 00 00 00 00 | tx: aa 55 03 02 03 01 00 00 fc ff 00 00 00 00 00 00 00 | tx: aa 55 04 02 03 01 01 01 fb ff 00 00 00 00 00 00 00",
    "stop -> tx: aa 55 00 02 03 01 00 00 ff ff 00 00 00 00 00 00 00",
  ],
});
