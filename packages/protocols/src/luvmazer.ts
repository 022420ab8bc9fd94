import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "luvmazer",
  summary: "Six bytes with the output's number and its level; only vibrators are numbered.",
  endpoints: ["tx"],
  outputs: {
    vibrate: perFeature(({ feature, value }) => write("tx", hex`a0 01 00 ${feature} 64 ${value}`)),
    rotate: perFeature(({ value }) => write("tx", hex`a0 0f 00 00 64 ${value}`)),
    oscillate: perFeature(({ value }) => write("tx", hex`a0 06 01 00 64 ${value}`)),
    constrict: perFeature(({ value }) => write("tx", hex`a0 0d 00 00 ${value === 0 ? 0 : 0x14} ${value}`)),
  },
  examples: [
    "vibrate 0=0 0=255 -> tx: a0 01 00 00 64 00 | tx: a0 01 00 00 64 ff",
    "TKLM-C003-BT: vibrate 1=128 -> tx: a0 01 00 01 64 80",
    "TKLM-W001-BT: rotate 1=0 1=200 -> tx: a0 0f 00 00 64 00 | tx: a0 0f 00 00 64 c8",
    "TKLM-C005-BT: oscillate 1=0 1=128 1=255 -> tx: a0 06 01 00 64 00 | tx: a0 06 01 00 64 80 | tx: a0 06 01 00 64 ff",
    "TKLM-C004-BT: constrict 2=0 2=1 2=54 -> tx: a0 0d 00 00 00 00 | tx: a0 0d 00 00 14 01 | tx: a0 0d 00 00 14 36",
  ],
});
