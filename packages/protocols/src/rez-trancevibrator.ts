import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

/** No device has confirmed this: it is what the Linux driver sends. The bytes are the set-up of a control transfer without data. */
export default defineProtocol({
  key: "rez-trancevibrator",
  summary: "A control transfer whose value is the speed.",
  endpoints: ["command"],
  outputs: { vibrate: perFeature(({ value }) => write("command", hex`43 01 ${value} 00 00 00 00 00`)) },
  examples: [
    "vibrate 0=0 -> command: 43 01 00 00 00 00 00 00",
    "vibrate 0=128 -> command: 43 01 80 00 00 00 00 00",
    "vibrate 0=255 stop -> command: 43 01 ff 00 00 00 00 00 | command: 43 01 00 00 00 00 00 00",
  ],
});
