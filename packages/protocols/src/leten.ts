import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "leten",
  summary: "One level in two bytes, repeated every second.",
  endpoints: ["tx", "rx"],
  initialize: [write("tx", hex`04 01`, { withResponse: true })],
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`02 ${value}`, { withResponse: true })) },
  keepalive: { repeatLast: { everyMs: 1_000 } },
  examples: [
    "connect vibrate 0=1 -> tx!: 04 01 | tx!: 02 01",
    "vibrate 0=12 0=25 -> tx!: 02 0c | tx!: 02 19",
    "vibrate 0=12 stop -> tx!: 02 0c | tx!: 02 00",
  ],
});
