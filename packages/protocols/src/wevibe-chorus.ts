import { combined, defineProtocol, hex, type Packet, write } from "@buttplug-ts/protocol-kit";

function send(data: Uint8Array): Packet {
  return write("tx", data, { withResponse: true });
}

/** A switch of one bit each says which motors run. */
function motors(internal: number, external: number): Packet {
  if (internal === 0 && external === 0) return send(hex`0f 00 00 00 00 00 00 00`);
  const running = (external > 0 ? 2 : 0) | (internal > 0 ? 1 : 0);
  return send(hex`0f 03 00 ${internal} ${external} ${running} 00 00`);
}

export default defineProtocol({
  key: "wevibe-chorus",
  summary: "Two levels of a byte, the internal motor's first; a single motor gets its level twice.",
  endpoints: ["tx", "rx"],
  outputs({ features }) {
    const single = features.filter(({ outputs }) => outputs.vibrate).length < 2;
    return {
      vibrate: combined(([internal = 0, external = 0]) => motors(internal, single ? internal : external)),
    };
  },
  examples: [
    "vibrate 0=15 1=30 -> tx!: 0f 03 00 0f 00 01 00 00 | tx!: 0f 03 00 0f 1e 03 00 00",
    "Sync 2: vibrate 0=15 + 1=30 0=0 1=0 -> tx!: 0f 03 00 0f 1e 03 00 00 | tx!: 0f 03 00 00 1e 02 00 00 | tx!: 0f 00 00 00 00 00 00 00",
    "Sync 2: vibrate 1=1 -> tx!: 0f 03 00 00 01 02 00 00",
    "Sync O: vibrate 0=1 -> tx!: 0f 03 00 01 01 03 00 00",
    "Sync Lite: vibrate 0=15 0=0 -> tx!: 0f 03 00 0f 0f 03 00 00 | tx!: 0f 00 00 00 00 00 00 00",
    "Sync O: vibrate 0=30 stop -> tx!: 0f 03 00 1e 1e 03 00 00 | tx!: 0f 00 00 00 00 00 00 00",
  ],
});
