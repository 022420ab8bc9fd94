import { defineProtocol, perFeature, text, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "kizuna",
  summary: "A digit for the speed, and the end of a line.",
  endpoints: ["tx"],
  outputs: { rotate: perFeature(({ value }) => write("tx", text`${value}\r\n`)) },
  examples: [
    "rotate 0=0 0=1 -> tx: 30 0d 0a | tx: 31 0d 0a",
    "rotate 0=5 -> tx: 35 0d 0a",
    "rotate 0=9 stop -> tx: 39 0d 0a | tx: 30 0d 0a",
  ],
});
