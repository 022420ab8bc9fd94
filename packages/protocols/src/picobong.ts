import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

const constant = 0x01;
/** At level 0 of the constant mode the motor would still turn slowly. */
const off = 0xff;

export default defineProtocol({
  key: "picobong",
  summary: "A mode and one of ten levels; off is a mode.",
  endpoints: ["tx"],
  outputs: {
    vibrate: perFeature(({ value }) => write("tx", hex`01 ${value === 0 ? off : constant} ${value}`)),
  },
  examples: [
    "Blow hole: vibrate 0=0 0=1 -> tx: 01 ff 00 | tx: 01 01 01",
    "Picobong Egg: vibrate 0=5 -> tx: 01 01 05",
    "Surfer_plug: vibrate 0=10 stop -> tx: 01 01 0a | tx: 01 ff 00",
  ],
});
