import type { ModelDefinition } from "@buttplug-ts/core";
import { defineSimulator, SimulatedLevels } from "@buttplug-ts/protocol-kit";

const company = 0x005d;

/** The default model stands for devices whose number is not listed. */
function numberOf({ identifier }: ModelDefinition): Uint8Array {
  const data = new Uint8Array(4);
  new DataView(data.buffer).setUint32(0, identifier === "" ? 0x2700 : Number(identifier));
  return data;
}

export default defineSimulator({
  key: "satisfyer",
  advertisedName: ({ name }) => `SF ${name.replace(/^Satisfyer /, "")}`,
  manufacturerData: (model) => [{ company, data: numberOf(model) }],
  open(model) {
    const levels = new SimulatedLevels(model);
    const count = levels.snapshot().length;
    let started = false;
    return {
      battery: 100,
      receive(endpoint, data) {
        if (endpoint === "command" && data.length === 1 && data[0] === 0x01) started = true;
        if (endpoint !== "tx" || !started || data.length !== 4 * count) return [];
        for (let motor = 0; motor < count; motor += 1) {
          const [level = 0, ...same] = data.subarray(4 * motor, 4 * motor + 4);
          if (same.every((other) => other === level)) levels.set(({ feature }) => feature === motor, level);
        }
        return [];
      },
      read: (endpoint) => (endpoint === "rxblemodel" ? numberOf(model) : undefined),
      levels: () => levels.snapshot(),
    };
  },
});
