import { defineProtocol, hex, type OutputCommand, perFeature, write } from "@buttplug-ts/protocol-kit";

const stepsPerTier = 10;

/** The first motor counts in three tiers of ten steps; the second is on or off. */
function packet({ feature, value }: OutputCommand): Uint8Array {
  if (feature > 0) return hex`55 09 00 00 ${value} 00`;
  if (value === 0) return hex`55 03 00 00 00 00`;
  const above = value - 1;
  return hex`55 03 00 00 ${Math.trunc(above / stepsPerTier) + 1} ${(above % stepsPerTier) + 1}`;
}

export default defineProtocol({
  key: "svakom-suitcase",
  summary: "A motor with 30 levels and one that is on or off, one packet each.",
  endpoints: ["tx", "rx"],
  outputs: { vibrate: perFeature((command) => write("tx", packet(command))) },
  examples: [
    "vibrate 0=0       -> tx: 55 03 00 00 00 00",
    "vibrate 0=1 0=10  -> tx: 55 03 00 00 01 01 | tx: 55 03 00 00 01 0a",
    "vibrate 0=11 0=20 -> tx: 55 03 00 00 02 01 | tx: 55 03 00 00 02 0a",
    "VX236A-BLE-V1.0: vibrate 0=30 stop -> tx: 55 03 00 00 03 0a | tx: 55 03 00 00 00 00 | tx: 55 09 00 00 00 00",
    "vibrate 1=1 1=0   -> tx: 55 09 00 00 01 00 | tx: 55 09 00 00 00 00",
  ],
});
