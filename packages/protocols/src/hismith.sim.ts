import { defineSimulator, SimulatedLevels } from "@buttplug-ts/protocol-kit";

export default defineSimulator({
  key: "hismith",
  advertisedName: ({ identifier }) => (identifier === "3001" ? "Wildolo" : "HISMITH"),
  open(model) {
    const levels = new SimulatedLevels(model);
    return {
      battery: 100,
      receive(endpoint, data) {
        const [head, kind = 0, value = 0, sum] = data;
        if (endpoint !== "tx" || data.length !== 4 || head !== 0xaa || sum !== ((kind + value) & 0xff)) return [];
        if (kind === 0x04) levels.set(({ feature }) => feature === 0, value);
        if (kind === 0x06) levels.set(({ feature }) => feature === 1, value === 0xf0 ? 0 : value);
        return [];
      },
      read: (endpoint) => (endpoint === "rxblemodel" ? numberOf(model.identifier) : undefined),
      levels: () => levels.snapshot(),
    };
  },
});

/** The default model stands for devices whose number is not listed. */
function numberOf(identifier: string): Uint8Array {
  const number = Number.parseInt(identifier || "ffff", 16);
  return Uint8Array.of(number >> 8, number & 0xff);
}
