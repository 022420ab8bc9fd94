import { combined, defineProtocol, hex, type Packet, write } from "@buttplug-ts/protocol-kit";

function send(data: Uint8Array): Packet {
  return write("tx", data, { withResponse: true });
}

const off = send(hex`0f 00 00 00 00 00 00 00`);

/** One byte for two motors, the internal one in its high half. */
function motors(internal: number, external: number): Packet {
  if (internal === 0 && external === 0) return off;
  return send(hex`0f 03 00 ${(internal << 4) | external} 00 03 00 00`);
}

export default defineProtocol({
  key: "wevibe",
  summary: "Two levels of four bits in one packet; a single motor gets its level twice.",
  endpoints: ["tx", "rx"],
  // What every session is known to begin with: both motors run for a moment.
  initialize: [motors(9, 9), off],
  outputs({ features }) {
    const single = features.filter(({ outputs }) => outputs.vibrate).length < 2;
    return {
      vibrate: combined(([internal = 0, external = 0]) => motors(internal, single ? internal : external)),
    };
  },
  examples: [
    "connect                  -> tx!: 0f 03 00 99 00 03 00 00 | tx!: 0f 00 00 00 00 00 00 00",
    "vibrate 0=0              -> tx!: 0f 00 00 00 00 00 00 00",
    "vibrate 0=7              -> tx!: 0f 03 00 77 00 03 00 00",
    "Wish: vibrate 0=15 stop  -> tx!: 0f 03 00 ff 00 03 00 00 | tx!: 0f 00 00 00 00 00 00 00",
    "Nova: vibrate 0=8 1=15   -> tx!: 0f 03 00 80 00 03 00 00 | tx!: 0f 03 00 8f 00 03 00 00",
    "Sync: vibrate 0=8 + 1=15 -> tx!: 0f 03 00 8f 00 03 00 00",
    "4plus: vibrate 0=8 + 1=15 0=0 1=0 -> tx!: 0f 03 00 8f 00 03 00 00 | tx!: 0f 03 00 0f 00 03 00 00 | tx!: 0f 00 00 00 00 00 00 00",
  ],
});
