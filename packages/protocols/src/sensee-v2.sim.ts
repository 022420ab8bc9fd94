import type { OutputType } from "@buttplug-ts/core";
import { defineSimulator, hex, SimulatedLevels } from "@buttplug-ts/protocol-kit";

const type = 0x66;
const groups: readonly OutputType[] = ["vibrate", "oscillate", "constrict"];

/** Takes packets of its own type with groups of one motor, which is what all models have. */
export default defineSimulator({
  key: "sensee-v2",
  // All names are listed; whoever wants the default model gets one like it.
  advertisedName: ({ identifier }) => identifier || "CCPA10S2",
  open(model) {
    const levels = new SimulatedLevels(model);
    return {
      battery: 100,
      receive(endpoint, data) {
        const [head, , , version, , length, whose, command, count = 0] = data;
        const isLevels = head === 0x55 && version === 0x02 && command === 0xf1 && length === data.length - 6;
        if (endpoint !== "tx" || !isLevels || whose !== type || data.length !== 11 + 4 * count) return [];
        for (let at = 9; at < data.length - 2; at += 4) {
          const output = groups[data[at] ?? groups.length];
          if (data[at + 1] === 1) levels.set((level) => level.output === output, data[at + 3] ?? 0);
        }
        return [];
      },
      read: (endpoint) => (endpoint === "tx" ? hex`55 aa f0 02 00 02 ${type} f1` : undefined),
      levels: () => levels.snapshot(),
    };
  },
});
