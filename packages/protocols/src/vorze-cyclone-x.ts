import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

/** No device has confirmed this: the packet is from documentation, the meaning of its bytes likewise. */
export default defineProtocol({
  key: "vorze-cyclone-x",
  summary: "A report of sixteen bytes: running or paused, speed and direction as digits.",
  endpoints: ["tx"],
  outputs: {
    rotate: perFeature(({ value }) => {
      const paused = value === 0 ? 0x31 : 0x30;
      const backwards = value < 0 ? 0x31 : 0x30;
      return write("tx", hex`00 3c 30 31 35 32 ${paused} ${0x30 + Math.abs(value)} 30 ${backwards} 30 01 02 03 68 3e`);
    }),
  },
  examples: [
    "rotate 0=0 -> tx: 00 3c 30 31 35 32 31 30 30 30 30 01 02 03 68 3e",
    "rotate 0=10 0=-10 -> tx: 00 3c 30 31 35 32 30 3a 30 30 30 01 02 03 68 3e | tx: 00 3c 30 31 35 32 30 3a 30 31 30 01 02 03 68 3e",
    "rotate 0=-1 stop -> tx: 00 3c 30 31 35 32 30 31 30 31 30 01 02 03 68 3e | tx: 00 3c 30 31 35 32 31 30 30 30 30 01 02 03 68 3e",
  ],
});
