import { defineSimulator, SimulatedLevels } from "@buttplug-ts/protocol-kit";

export default defineSimulator({
  key: "kiiroo-v21",
  // All names are listed; the default model stands for none of them.
  advertisedName: ({ identifier }) => identifier || "Cliona",
  open(model) {
    const levels = new SimulatedLevels(model);
    const toy = {
      battery: 75,
      receive(endpoint: string, data: Uint8Array) {
        const [command, ...more] = data;
        if (endpoint !== "tx") return [];
        if (command === 0x01 && more.length === 1) levels.set(({ output }) => output === "vibrate", more[0] ?? 0);
        if (command === 0x03 && more.length === 3) {
          levels.set(({ output }) => output === "hwPositionWithDuration", more[2] ?? 0);
        }
        return [];
      },
      read(endpoint: string) {
        if (endpoint !== "whitelist") return undefined;
        const status = new Uint8Array(20);
        status[5] = toy.battery;
        return status;
      },
      levels: () => levels.snapshot(),
    };
    return toy;
  },
});
