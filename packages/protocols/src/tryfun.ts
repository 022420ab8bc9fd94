import { defineProtocol, hex, type Packet, perFeature, sum8, write } from "@buttplug-ts/protocol-kit";

function send(data: Uint8Array): Packet {
  return write("tx", data, { withResponse: true });
}

/** The documentation's checksum lacks the number of bytes; its own samples have it. */
function turn(motor: number, level: number): Packet {
  const body = hex`02 ${motor} ${level}`;
  return send(hex`aa ${body} ${(0xff - sum8(body) + body.length) & 0xff}`);
}

export default defineProtocol({
  key: "tryfun",
  summary: "Five bytes a motor with a checksum; the Surge Pro has nine and another packet for 0.",
  endpoints: ["tx"],
  outputs: {
    oscillate: perFeature(({ value }) => turn(0x07, value)),
    rotate: perFeature(({ value }) => turn(0x08, value)),
    vibrate: perFeature(({ value }) =>
      send(value === 0 ? hex`00 02 00 05 01 02 01 01 fc` : hex`00 02 00 05 02 ${value} 01 00 ${0xfd - value}`),
    ),
  },
  examples: [
    "oscillate 0=0 0=5 0=9 -> tx!: aa 02 07 00 f9 | tx!: aa 02 07 05 f4 | tx!: aa 02 07 09 f0",
    "rotate 1=0 1=5 1=9 -> tx!: aa 02 08 00 f8 | tx!: aa 02 08 05 f3 | tx!: aa 02 08 09 ef",
    "TF-SPRAY: vibrate 0=1 0=2 -> tx!: 00 02 00 05 02 01 01 00 fc | tx!: 00 02 00 05 02 02 01 00 fb",
    "TF-SPRAY: vibrate 0=4 stop -> tx!: 00 02 00 05 02 04 01 00 f9 | tx!: 00 02 00 05 01 02 01 01 fc",
    "oscillate 0=5 + rotate 1=5 stop -> tx!: aa 02 07 05 f4 | tx!: aa 02 08 05 f3 | tx!: aa 02 07 00 f9 | tx!: aa 02 08 00 f8",
  ],
});
