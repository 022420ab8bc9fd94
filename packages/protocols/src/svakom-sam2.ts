import { defineProtocol, hex, type Packet, perFeature, write } from "@buttplug-ts/protocol-kit";

function send(data: Uint8Array): Packet {
  return write("tx", data, { withResponse: true });
}

export default defineProtocol({
  key: "svakom-sam2",
  summary: "A vibrator and suction, one packet each, with response.",
  endpoints: ["tx", "rx"],
  outputs: {
    vibrate: perFeature(({ value }) => send(hex`55 03 00 00 ${value === 0 ? 0x00 : 0x05} ${value} 00`)),
    constrict: perFeature(({ value }) => send(hex`55 09 00 00 ${value === 0 ? 0x00 : 0x01} ${value} 00`)),
  },
  examples: [
    "vibrate 0=0      -> tx!: 55 03 00 00 00 00 00",
    "Sam Neo 2: vibrate 0=5 0=10 -> tx!: 55 03 00 00 05 05 00 | tx!: 55 03 00 00 05 0a 00",
    "Sam Neo 2 Pro: constrict 1=3 1=5 -> tx!: 55 09 00 00 01 03 00 | tx!: 55 09 00 00 01 05 00",
    "constrict 1=3 stop -> tx!: 55 09 00 00 01 03 00 | tx!: 55 03 00 00 00 00 00 | tx!: 55 09 00 00 00 00 00",
  ],
});
