import type { ModelDefinition } from "@buttplug-ts/core";
import { type DeviceSimulation, defineSimulator, SimulatedLevels } from "@buttplug-ts/protocol-kit";

/** What each kind of device begins its packets with, and whether the second byte belongs to that. */
const heads = {
  CycSA: [0x01, 0x01],
  UFOSA: [0x02, 0x01],
  "UFO-TW": [0x05],
  "Bach smart": [0x06, 0x03],
  ROCKET: [0x07, 0x03],
  OMORFI: [0x09],
  OMOR: [0x09],
  VorzePiston: [0x03],
};

/** The top bit says which way. */
function rotation(byte: number): number {
  return byte & 0x80 ? byte & 0x7f : 0 - byte;
}

function open(model: ModelDefinition): DeviceSimulation {
  const levels = new SimulatedLevels(model);
  const head = new Map<string, readonly number[]>(Object.entries(heads)).get(model.identifier);
  return {
    battery: 100,
    receive(endpoint, data) {
      if (endpoint !== "tx" || data.length !== 3 || !head?.every((byte, at) => data[at] === byte)) return [];
      data.slice(head.length).forEach((byte, feature) => {
        levels.set((level) => level.feature === feature && level.output === "rotate", rotation(byte));
        levels.set((level) => level.feature === feature && level.output !== "rotate", byte);
      });
      return [];
    },
    levels: () => levels.snapshot(),
  };
}

export default defineSimulator({
  key: "vorze-sa",
  // The default model stands for devices that nobody can drive; none of their names is known.
  advertisedName: ({ identifier }) => identifier || "CycSA",
  open,
});
