import { toHex } from "@buttplug-ts/core";
import { defineSimulator, hex, SimulatedLevels } from "@buttplug-ts/protocol-kit";

const address = hex`66 55 44 33 22 11`;
const handshake = [
  "01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01",
  "01 02 06 06 06 06 06 06 06 06 06 06 06 06 06 06 06 06 00 00",
];

export default defineSimulator({
  key: "ankni",
  advertisedName: () => "DSJM",
  open(model) {
    const levels = new SimulatedLevels(model);
    let steps = 0;
    return {
      battery: 100,
      receive(endpoint, data) {
        if (endpoint !== "tx" || data.length !== 20) return [];
        if (toHex(data) === handshake[steps]) steps += 1;
        else if (steps === handshake.length && data[0] === 0x03 && data[1] === 0x12) {
          levels.set(() => true, data[2] ?? 0);
        }
        return [];
      },
      read: (endpoint) => (endpoint === "generic0" ? address : undefined),
      levels: () => levels.snapshot(),
    };
  },
});
