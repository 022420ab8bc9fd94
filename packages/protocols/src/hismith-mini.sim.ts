import { defineSimulator, SimulatedLevels } from "@buttplug-ts/protocol-kit";

export default defineSimulator({
  key: "hismith-mini",
  // Names say nothing about the model.
  advertisedName: () => "HISMITH S1",
  open(model) {
    const levels = new SimulatedLevels(model);
    const turns = model.features.some(({ outputs }) => outputs.rotate);
    let direction = 1;
    let speed = 0;
    return {
      battery: 100,
      receive(endpoint, data) {
        const [head, kind = 0, value = 0, sum] = data;
        if (endpoint !== "tx" || data.length !== 4 || head !== 0xcc || sum !== ((kind + value) & 0xff)) return [];
        if (kind === 0x01 && turns) direction = value === 0xc1 ? -1 : 1;
        if (kind === 0x03) speed = value;
        if (kind === 0x05) levels.set(({ feature }) => feature === 1, value);
        levels.set(({ feature }) => feature === 0, speed === 0 ? 0 : direction * speed);
        return [];
      },
      read: (endpoint) => (endpoint === "rxblemodel" ? numberOf(model.identifier) : undefined),
      // A spray is over before anybody could look.
      levels: () => levels.snapshot().filter(({ output }) => output !== "spray"),
    };
  },
});

/** The default model stands for devices whose number is not listed. */
function numberOf(identifier: string): Uint8Array {
  const number = Number.parseInt(identifier || "ffff", 16);
  return Uint8Array.of(number >> 8, number & 0xff);
}
