import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "hgod",
  summary: "A speed that the device forgets unless it is repeated ten times a second.",
  endpoints: ["tx", "rx"],
  outputs: {
    // Silence is the stop: the device runs out by itself.
    vibrate: combined(([level = 0]) => (level === 0 ? [] : write("tx", hex`55 04 00 00 00 ${level}`)), {
      repeat: { everyMs: 100 },
    }),
  },
  // After a stop the last packet is still one that runs.
  keepalive: { never: true },
  examples: [
    "vibrate 0=0 tick ->",
    "vibrate 0=1 tick tick -> tx: 55 04 00 00 00 01 | tx: 55 04 00 00 00 01 | tx: 55 04 00 00 00 01",
    "vibrate 0=5 0=10 tick -> tx: 55 04 00 00 00 05 | tx: 55 04 00 00 00 0a | tx: 55 04 00 00 00 0a",
    "vibrate 0=10 stop tick -> tx: 55 04 00 00 00 0a",
  ],
});
