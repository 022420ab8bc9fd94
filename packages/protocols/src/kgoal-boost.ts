import { defineProtocol, standardBattery } from "@buttplug-ts/protocol-kit";

/** Behind three constant bytes the pressure above that of a relaxed muscle, and as it was measured, two bytes each. */
function pressureIn(data: Uint8Array, feature: number): number | undefined {
  const [, , , normalizedHigh = 0, normalizedLow = 0, rawHigh = 0, rawLow] = data;
  if (rawLow === undefined) return undefined;
  return feature === 0 ? (normalizedHigh << 8) | normalizedLow : (rawHigh << 8) | rawLow;
}

export default defineProtocol({
  key: "kgoal-boost",
  summary: "A pressure sensor, which drives nothing.",
  endpoints: ["rxpressure", "rxblebattery"],
  outputs: {},
  inputs: {
    battery: standardBattery,
    pressure: { subscribe: { endpoint: "rxpressure", parse: pressureIn, onlyChanges: true } },
  },
  examples: [],
});
