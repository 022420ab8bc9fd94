import { defineSimulator, SimulatedLevels } from "@buttplug-ts/protocol-kit";

const motorOfMode: ReadonlyMap<number | undefined, number> = new Map([
  [0x04, 0],
  [0x80, 1],
]);

/** One motor runs at a time. */
export default defineSimulator({
  key: "patoo",
  // No listed model has these letters.
  advertisedName: ({ identifier }) => `${identifier || "PHTX"}2601`,
  open(model) {
    const levels = new SimulatedLevels(model);
    let speed = 0;
    return {
      battery: 100,
      receive(endpoint, data) {
        if (data.length !== 1) return [];
        if (endpoint === "tx") speed = data[0] ?? 0;
        if (endpoint !== "txmode") return [];
        const running = motorOfMode.get(data[0]);
        levels.set(() => true, 0);
        levels.set(({ feature }) => feature === running, speed);
        return [];
      },
      levels: () => levels.snapshot(),
    };
  },
});
