import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

/** What the dice show and the battery are reported too; how those bytes are laid out is not known for certain. */
export default defineProtocol({
  key: "svakom-dice",
  summary: "One level in one packet.",
  endpoints: ["tx", "rx"],
  outputs: {
    vibrate: perFeature(({ value }) => write("tx", hex`55 04 00 00 01 ${value} aa`)),
  },
  examples: [
    "vibrate 0=0        -> tx: 55 04 00 00 01 00 aa",
    "vibrate 0=128      -> tx: 55 04 00 00 01 80 aa",
    "vibrate 0=255 stop -> tx: 55 04 00 00 01 ff aa | tx: 55 04 00 00 01 00 aa",
  ],
});
