import { fromUtf8 } from "@buttplug-ts/core";
import { defineSimulator, SimulatedLevels } from "@buttplug-ts/protocol-kit";

export default defineSimulator({
  key: "sayberx",
  // No name leads to the default model.
  advertisedName: ({ identifier }) => (identifier === "X-Ring" ? "X-Ring 0F313B" : "SayberX"),
  open(model) {
    const levels = new SimulatedLevels(model);
    return {
      battery: 100,
      receive(endpoint, data) {
        const [, speed] = /^AT\+SPD([0-4])0$/.exec(fromUtf8(data) ?? "") ?? [];
        if (endpoint === "tx" && speed !== undefined) levels.set(() => true, Number(speed));
        return [];
      },
      levels: () => levels.snapshot(),
    };
  },
});
