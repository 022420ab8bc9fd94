import { utf8 } from "@buttplug-ts/core";
import { defineSimulator, SimulatedLevels } from "@buttplug-ts/protocol-kit";

export default defineSimulator({
  key: "vibratissimo",
  advertisedName: () => "Vibratissimo",
  open(model) {
    const levels = new SimulatedLevels(model);
    const length = Math.max(2, levels.snapshot().length);
    let takesLevels = false;
    return {
      battery: 100,
      receive(endpoint, data) {
        if (endpoint === "txmode") takesLevels = data[0] === 0x03 && data[1] === 0xff;
        if (endpoint !== "txvibrate" || !takesLevels || data.length !== length) return [];
        for (const [motor, level] of data.entries()) levels.set(({ feature }) => feature === motor, level);
        return [];
      },
      read: (endpoint) => (endpoint === "rxblemodel" ? utf8(model.identifier || "Vibratissimo 1") : undefined),
      levels: () => levels.snapshot(),
    };
  },
});
