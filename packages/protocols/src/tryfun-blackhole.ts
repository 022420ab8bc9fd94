import { defineProtocol, hex, type Packet, perFeature, sum8, write } from "@buttplug-ts/protocol-kit";

function send(count: number, motor: number, level: number): Packet {
  const body = hex`02 00 03 ${motor} ${level}`;
  return write("tx", hex`${count & 0xff} ${body} ${(body.length - sum8(body)) & 0xff}`);
}

/** One rule, because all packets of a device share their numbers. */
const motors = perFeature(({ type, value }, count) => send(count, type === "oscillate" ? 0x0c : 0x09, value));

export default defineProtocol({
  key: "tryfun-blackhole",
  summary: "Numbered packets of seven bytes, one motor each, with a checksum over all but the number.",
  endpoints: ["tx"],
  outputs: { oscillate: motors, vibrate: motors },
  examples: [
    "oscillate 0=0 0=50 0=100 -> tx: 00 02 00 03 0c 00 f4 | tx: 01 02 00 03 0c 32 c2 | tx: 02 02 00 03 0c 64 90",
    "oscillate 0=0 0=50 0=100 vibrate 1=0 1=50 1=100 -> tx: 00 02 00 03 0c 00 f4 | tx: 01 02 00 03 0c 32 c2 | tx: 02 02 00 03 0c 64 90 | tx: 03 02 00 03 09 00 f7 | tx: 04 02 00 03 09 32 c5 | tx: 05 02 00 03 09 64 93",
    "oscillate 0=50 + vibrate 1=100 stop -> tx: 00 02 00 03 0c 32 c2 | tx: 01 02 00 03 09 64 93 | tx: 02 02 00 03 0c 00 f4 | tx: 03 02 00 03 09 00 f7",
    "TF-ROCK: vibrate 1=50 stop -> tx: 00 02 00 03 09 32 c5 | tx: 01 02 00 03 09 00 f7",
  ],
});
