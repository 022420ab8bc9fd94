import { defineSimulator, SimulatedLevels } from "@buttplug-ts/protocol-kit";

export default defineSimulator({
  key: "wevibe",
  // All names are listed; whoever wants the default model gets one like it.
  advertisedName: ({ identifier }) => identifier || "Wish",
  open(model) {
    const levels = new SimulatedLevels(model);
    return {
      battery: 100,
      receive(endpoint, data) {
        const [head, running, , both = 0] = data;
        if (endpoint !== "tx" || data.length !== 8 || head !== 0x0f) return [];
        const speeds = running === 0x03 ? [both >> 4, both & 0x0f] : [0, 0];
        levels.set(({ feature }) => feature === 0, speeds[0] ?? 0);
        levels.set(({ feature }) => feature === 1, speeds[1] ?? 0);
        return [];
      },
      levels: () => levels.snapshot(),
    };
  },
});
