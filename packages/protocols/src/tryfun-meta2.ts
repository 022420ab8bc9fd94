import { defineProtocol, hex, type OutputCommand, perFeature, sum8, write } from "@buttplug-ts/protocol-kit";

/** The motor's number and what its level becomes: speeds of one direction of the rotator have all bits turned over. */
function motorOf({ type, value }: OutputCommand): readonly [motor: number, level: number] {
  if (type === "oscillate") return [0x0b, value];
  if (type === "vibrate") return [0x08, value];
  return [0x0e, value < 0 ? -value : 0xff - value];
}

/** One rule, because all packets of a device share their numbers. */
const motors = perFeature((command, count) => {
  const [motor, level] = motorOf(command);
  const body = hex`02 00 05 21 05 ${motor} ${level}`;
  return write("tx", hex`${count & 0xff} ${body} ${(body.length - sum8(body)) & 0xff}`);
});

export default defineProtocol({
  key: "tryfun-meta2",
  summary: "Numbered packets of nine bytes, one motor each, with a checksum over all but the number.",
  endpoints: ["tx"],
  outputs: { oscillate: motors, vibrate: motors, rotate: motors },
  examples: [
    "oscillate 0=0 0=50 0=100 -> tx: 00 02 00 05 21 05 0b 00 cf | tx: 01 02 00 05 21 05 0b 32 9d | tx: 02 02 00 05 21 05 0b 64 6b",
    "oscillate 0=0 0=50 0=100 vibrate 1=0 1=100 -> tx: 00 02 00 05 21 05 0b 00 cf | tx: 01 02 00 05 21 05 0b 32 9d | tx: 02 02 00 05 21 05 0b 64 6b | tx: 03 02 00 05 21 05 08 00 d2 | tx: 04 02 00 05 21 05 08 64 6e",
    "rotate 2=0 2=50 2=54 2=100 -> tx: 00 02 00 05 21 05 0e ff cd | tx: 01 02 00 05 21 05 0e cd ff | tx: 02 02 00 05 21 05 0e c9 03 | tx: 03 02 00 05 21 05 0e 9b 31",
    "rotate 2=-1 2=-50 2=-100 -> tx: 00 02 00 05 21 05 0e 01 cb | tx: 01 02 00 05 21 05 0e 32 9a | tx: 02 02 00 05 21 05 0e 64 68",
    "oscillate 0=50 + vibrate 1=100 + rotate 2=-50 stop -> tx: 00 02 00 05 21 05 0b 32 9d | tx: 01 02 00 05 21 05 08 64 6e | tx: 02 02 00 05 21 05 0e 32 9a | tx: 03 02 00 05 21 05 0b 00 cf | tx: 04 02 00 05 21 05 08 00 d2 | tx: 05 02 00 05 21 05 0e ff cd",
  ],
});
