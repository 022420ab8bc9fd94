import { combined, defineProtocol, hex, type Packet, write } from "@buttplug-ts/protocol-kit";

function send(data: Uint8Array): Packet {
  return write("tx", data, { withResponse: true });
}

/** Levels begin at 3; a switch of one bit each says which motors run. */
function motors(internal: number, external: number): Packet {
  if (internal === 0 && external === 0) return send(hex`0f 00 00 00 00 00 00 00`);
  const running = (external > 0 ? 2 : 0) | (internal > 0 ? 1 : 0);
  return send(hex`0f 03 00 ${external + 3} ${internal + 3} ${running} 00 00`);
}

export default defineProtocol({
  key: "wevibe-8bit",
  summary: "Two levels of a byte, the external motor's first; a single motor gets its level twice.",
  endpoints: ["tx", "rx"],
  outputs({ features }) {
    const single = features.filter(({ outputs }) => outputs.vibrate).length < 2;
    return {
      vibrate: combined(([internal = 0, external = 0]) => motors(internal, single ? internal : external)),
    };
  },
  examples: [
    "vibrate 0=0 -> tx!: 0f 00 00 00 00 00 00 00",
    "Jive 2: vibrate 0=1 -> tx!: 0f 03 00 04 04 03 00 00",
    "Vector: vibrate 1=1 -> tx!: 0f 03 00 04 03 02 00 00",
    "vibrate 0=6 0=12 -> tx!: 0f 03 00 09 09 03 00 00 | tx!: 0f 03 00 0f 0f 03 00 00",
    "Melt: vibrate 0=22 stop -> tx!: 0f 03 00 19 19 03 00 00 | tx!: 0f 00 00 00 00 00 00 00",
    "Vector: vibrate 0=12 1=6 0=0 -> tx!: 0f 03 00 03 0f 01 00 00 | tx!: 0f 03 00 09 0f 03 00 00 | tx!: 0f 03 00 09 03 02 00 00",
    "Nova 2: vibrate 0=27 + 1=27 stop -> tx!: 0f 03 00 1e 1e 03 00 00 | tx!: 0f 00 00 00 00 00 00 00",
  ],
});
