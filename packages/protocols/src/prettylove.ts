import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "prettylove",
  summary: "The first three patterns of the device, as its levels.",
  endpoints: ["rx", "tx"],
  // Each device has a name of its own, and the owners' stored settings name them all like this.
  identify: async () => "Aogu BLE",
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex`00 ${value}`, { withResponse: true })) },
  examples: [
    "vibrate 0=0 0=1 -> tx!: 00 00 | tx!: 00 01",
    "vibrate 0=2 -> tx!: 00 02",
    "vibrate 0=3 stop -> tx!: 00 03 | tx!: 00 00",
  ],
});
