import { defineProtocol, hex, type OutputCommand, perFeature, write } from "@buttplug-ts/protocol-kit";

function packet({ feature, value }: OutputCommand): Uint8Array {
  if (feature > 0) return hex`55 09 00 00 ${value} 00`;
  return value === 0 ? hex`55 03 00 00 01 01` : hex`55 03 00 00 ${value} 02`;
}

export default defineProtocol({
  key: "svakom-tarax",
  summary: "Two motors, one packet each; which packet is for which motor is a guess.",
  endpoints: ["tx", "rx"],
  outputs: { vibrate: perFeature((command) => write("tx", packet(command))) },
  examples: [
    "vibrate 0=0      -> tx: 55 03 00 00 01 01",
    "vibrate 0=1 0=2  -> tx: 55 03 00 00 01 02 | tx: 55 03 00 00 02 02",
    "vibrate 1=2 1=3  -> tx: 55 09 00 00 02 00 | tx: 55 09 00 00 03 00",
    "vibrate 0=3 stop -> tx: 55 03 00 00 03 02 | tx: 55 03 00 00 01 01 | tx: 55 09 00 00 00 00",
  ],
});
