import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "deepsire",
  summary: "Seven bytes around one level.",
  endpoints: ["tx"],
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`55 04 01 00 00 ${value} aa`)) },
  examples: [
    "vibrate 0=0                -> tx: 55 04 01 00 00 00 aa",
    "vibrate 0=1 0=128          -> tx: 55 04 01 00 00 01 aa | tx: 55 04 01 00 00 80 aa",
    "IMP 3: vibrate 0=255 stop  -> tx: 55 04 01 00 00 ff aa | tx: 55 04 01 00 00 00 aa",
  ],
});
