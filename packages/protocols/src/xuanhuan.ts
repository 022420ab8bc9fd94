import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "xuanhuan",
  summary: "One level in four bytes, repeated while it runs.",
  endpoints: ["tx"],
  outputs: {
    vibrate: combined(([level = 0]) => write("tx", hex`03 02 00 ${level}`, { withResponse: true }), {
      repeat: { everyMs: 300 },
    }),
  },
  examples: [
    "vibrate 0=0 tick -> tx!: 03 02 00 00",
    "vibrate 0=1 tick -> tx!: 03 02 00 01 | tx!: 03 02 00 01",
    "vibrate 0=5 tick tick -> tx!: 03 02 00 05 | tx!: 03 02 00 05 | tx!: 03 02 00 05",
    "vibrate 0=10 stop tick -> tx!: 03 02 00 0a | tx!: 03 02 00 00",
  ],
});
