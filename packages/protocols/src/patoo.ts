import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

/** Which of two motors runs: the device takes one speed for both. */
function motors(speed: number, mode: number) {
  return [write("tx", hex`${speed}`, { withResponse: true }), write("txmode", hex`${mode}`, { withResponse: true })];
}

/** Tier 3 because the model is the part of the name before its first digit. */
export default defineProtocol({
  key: "patoo",
  summary: "Two packets: a speed, and which motor runs; the first motor goes before the second.",
  endpoints: ["tx", "txmode"],
  identify: async ({ name }) => name.replace(/\d.*$/s, ""),
  outputs: {
    vibrate: combined(([first = 0, second = 0]) => {
      if (first > 0) return motors(first, 0x04);
      return motors(second, second > 0 ? 0x80 : 0x00);
    }),
  },
  examples: [
    "PTVEA: vibrate 0=0 0=50 0=100 -> tx!: 00 | txmode!: 00 | tx!: 32 | txmode!: 04 | tx!: 64 | txmode!: 04",
    "PBT: vibrate 1=70 stop -> tx!: 46 | txmode!: 80 | tx!: 00 | txmode!: 00",
    "PBT: vibrate 0=1 0=0 1=1 -> tx!: 01 | txmode!: 04 | tx!: 00 | txmode!: 00 | tx!: 01 | txmode!: 80",
    "PBT: vibrate 0=50 1=70 0=0 1=0 -> tx!: 32 | txmode!: 04 | tx!: 32 | txmode!: 04 | tx!: 46 | txmode!: 80 | tx!: 00 | txmode!: 00",
  ],
});
