import { combined, defineProtocol, galakuPacket, hex, write } from "@buttplug-ts/protocol-kit";

const levels = combined(([oscillation = 0, vibration = 0]) =>
  write("tx", galakuPacket(hex`5a 00 00 01 60 03 ${oscillation} ${vibration} 00 00`), { withResponse: true }),
);

export default defineProtocol({
  key: "galaku-pump",
  summary: "The packets of galaku, with the levels of an oscillator and a vibrator.",
  endpoints: ["tx"],
  outputs: { oscillate: levels, vibrate: levels },
  examples: [
    "oscillate 0=50 vibrate 1=100 -> tx!: 23 81 bb ab d2 9b 44 61 3b a3 3b 44 | tx!: 23 81 bb ab d2 9b 44 61 97 a3 3b 68",
    "V415: oscillate 0=100 vibrate + 1=100 1=1 -> tx!: 23 81 bb ab d2 9b 44 97 97 a3 3b 8a | tx!: 23 81 bb ab d2 9b 44 97 bc c3 3b 79",
    "V415: vibrate 1=1 stop -> tx!: 23 81 bb ab d2 9b 44 33 bc c3 3b d5 | tx!: 23 81 bb ab d2 9b 44 33 bb a3 3b d2",
  ],
});
