import { defineSimulator, SimulatedLevels } from "@buttplug-ts/protocol-kit";

export default defineSimulator({
  key: "aneros",
  advertisedName: () => "Massage Demo",
  open(model) {
    const levels = new SimulatedLevels(model);
    return {
      battery: 100,
      receive(endpoint, data) {
        const [motor, speed] = data;
        if (endpoint !== "tx" || motor === undefined || speed === undefined || data.length !== 2) return [];
        levels.set(({ feature }) => motor === 0xf1 + feature, speed);
        return [];
      },
      levels: () => levels.snapshot(),
    };
  },
});
