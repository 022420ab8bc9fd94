import { defineProtocol, hex, type Packet, perFeature, withSum8, write } from "@buttplug-ts/protocol-kit";

function off(kind: number): Packet {
  return write("tx", hex`${kind} 00 00 00 00 ec`);
}

/** The same two bytes seven times, where the device could take a pattern. */
function on(kind: number, first: number, second: number): Packet {
  const pairs = Uint8Array.from({ length: 14 }, (_, at) => (at % 2 === 0 ? first : second));
  return write("tx", hex`${kind} ${withSum8(pairs)} ec`);
}

export default defineProtocol({
  key: "motorbunny",
  summary: "Patterns of seven equal pairs with a sum, one for vibration and one for rotation; short packets for off.",
  endpoints: ["tx"],
  outputs: {
    vibrate: perFeature(({ value }) => (value === 0 ? off(0xf0) : on(0xff, value, 0x14))),
    rotate: perFeature(({ value }) => (value === 0 ? off(0xa0) : on(0xaf, value > 0 ? 0x2a : 0x29, Math.abs(value)))),
  },
  examples: [
    "vibrate 0=0 0=1 -> tx: f0 00 00 00 00 ec | tx: ff 01 14 01 14 01 14 01 14 01 14 01 14 01 14 93 ec",
    "MB Controller: vibrate 0=161 -> tx: ff a1 14 a1 14 a1 14 a1 14 a1 14 a1 14 a1 14 f3 ec",
    "MB LINK 201: vibrate 0=255 -> tx: ff ff 14 ff 14 ff 14 ff 14 ff 14 ff 14 ff 14 85 ec",
    "rotate 1=0 1=62 -> tx: a0 00 00 00 00 ec | tx: af 2a 3e 2a 3e 2a 3e 2a 3e 2a 3e 2a 3e 2a 3e d8 ec",
    "rotate 1=1 -> tx: af 2a 01 2a 01 2a 01 2a 01 2a 01 2a 01 2a 01 2d ec",
    "rotate 1=255 -> tx: af 2a ff 2a ff 2a ff 2a ff 2a ff 2a ff 2a ff 1f ec",
    "rotate 1=-128 -> tx: af 29 80 29 80 29 80 29 80 29 80 29 80 29 80 9f ec",
    "rotate 1=-255 stop -> tx: af 29 ff 29 ff 29 ff 29 ff 29 ff 29 ff 29 ff 18 ec | tx: f0 00 00 00 00 ec | tx: a0 00 00 00 00 ec",
  ],
});
