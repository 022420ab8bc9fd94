import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

const off = 0x70;

export default defineProtocol({
  key: "nobra",
  summary: "One byte: a letter of the alphabet for the level.",
  endpoints: ["tx"],
  initialize: [write("tx", hex`${off}`)],
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`${value === 0 ? off : 0x60 + value}`)) },
  examples: [
    'connect vibrate 0=0 -> tx: "p" | tx: "p"',
    "vibrate 0=1 0=8 -> tx: 61 | tx: 68",
    "vibrate 0=15 stop -> tx: 6f | tx: 70",
  ],
});
