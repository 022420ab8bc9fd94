import { defineSimulator, SimulatedLevels } from "@buttplug-ts/protocol-kit";

export default defineSimulator({
  key: "cueme",
  // The default model stands for devices whose number is not listed.
  advertisedName: ({ identifier }) => `FUNCODE_0123456789AB_${identifier || "9"}`,
  open(model) {
    const levels = new SimulatedLevels(model);
    return {
      battery: 100,
      receive(endpoint, [byte = 0]) {
        if (endpoint === "tx") levels.set(({ feature }) => feature === (byte >> 4) - 1, byte & 0x0f);
        return [];
      },
      levels: () => levels.snapshot(),
    };
  },
});
