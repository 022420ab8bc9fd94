import { toHex } from "@buttplug-ts/core";
import { defineSimulator, hex, SimulatedLevels } from "@buttplug-ts/protocol-kit";

const refusal = hex`00 00 00 00 00 00 00 00`;
const phrase = hex`aa bb cc dd ee ff 01 02`;
const consent = hex`01 00 00 00 00 00 00 00`;

/** Somebody presses its button as soon as it wants that. */
export default defineSimulator({
  key: "lelo-harmony",
  advertisedName: ({ identifier }) => identifier || "TianiHarmony",
  open(model) {
    const levels = new SimulatedLevels(model);
    let trusted = false;
    return {
      battery: 100,
      receive(endpoint, data) {
        if (endpoint === "whitelist") trusted = toHex(data) === toHex(phrase);
        const [command, kind, motor = 0] = data;
        if (trusted && endpoint === "tx" && data.length === 10 && command === 0x0a && kind === 0x12) {
          levels.set(({ feature }) => feature === motor - 1, data[8] ?? 0);
        }
        return [];
      },
      subscribed(endpoint) {
        if (endpoint !== "whitelist") return [];
        return (trusted ? [consent] : [refusal, phrase]).map((data) => ({ endpoint, data }));
      },
      levels: () => levels.snapshot(),
    };
  },
});
