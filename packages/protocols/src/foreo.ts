import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

/** The second byte of each packet. The name decides, also one that is not listed. */
function modeOf(name: string): number {
  const words = name.toLowerCase();
  if (words.includes("smart") && words.includes("2")) return 0x03;
  return words.includes("fofo") || words.includes("ufo") ? 0x01 : 0x00;
}

export default defineProtocol({
  key: "foreo",
  summary: "Three bytes: a mode that depends on the advertised name, and the level.",
  endpoints: ["tx"],
  initialize: async ({ name }) => modeOf(name),
  outputs: (_, mode) => ({
    vibrate: perFeature(({ value }) => write("tx", hex`01 ${mode} ${value}`, { withResponse: true })),
  }),
  exampleFindings: {
    FOFO: modeOf("FOFO"),
    "UFO mini 2": modeOf("UFO mini 2"),
    "LUNA play smart 2": modeOf("LUNA play smart 2"),
    "LUNA PLAY SMART": modeOf("LUNA PLAY SMART"),
    "BEAR 2": modeOf("BEAR 2"),
  },
  examples: [
    "[FOFO] FOFO: vibrate 0=0 0=10 -> tx!: 01 01 00 | tx!: 01 01 0a",
    "[UFO mini 2] UFO mini 2: vibrate 0=5 stop -> tx!: 01 01 05 | tx!: 01 01 00",
    "[LUNA play smart 2] LUNA play smart 2: vibrate 0=5 -> tx!: 01 03 05",
    "[LUNA PLAY SMART] LUNA PLAY SMART: vibrate 0=5 -> tx!: 01 00 05",
    "[BEAR 2] BEAR 2: vibrate 0=0 0=10 -> tx!: 01 00 00 | tx!: 01 00 0a",
  ],
});
