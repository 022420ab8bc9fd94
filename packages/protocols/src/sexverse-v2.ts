import { defineProtocol, hex, type Packet, perFeature, write } from "@buttplug-ts/protocol-kit";

function send(data: Uint8Array): Packet {
  return write("tx", data, { withResponse: true });
}

const motor = perFeature(({ feature, value }) => send(hex`aa 03 01 ${feature + 1} 64 ${value}`));

export default defineProtocol({
  key: "sexverse-v2",
  summary: "Six bytes with a motor's number and its level, whatever it does.",
  endpoints: ["tx"],
  initialize: [send(hex`aa 04`)],
  outputs: { vibrate: motor, oscillate: motor },
  examples: [
    "connect -> tx!: aa 04",
    "vibrate 0=0 0=10 0=20 -> tx!: aa 03 01 01 64 00 | tx!: aa 03 01 01 64 0a | tx!: aa 03 01 01 64 14",
    "oscillate 1=20 1=0 -> tx!: aa 03 01 02 64 14 | tx!: aa 03 01 02 64 00",
    "NBQ-B619RX: vibrate 2=7 -> tx!: aa 03 01 03 64 07",
    "vibrate 0=10 + oscillate 1=20 stop -> tx!: aa 03 01 01 64 0a | tx!: aa 03 01 02 64 14 | tx!: aa 03 01 01 64 00 | tx!: aa 03 01 02 64 00",
  ],
});
