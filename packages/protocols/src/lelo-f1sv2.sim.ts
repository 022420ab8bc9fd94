import { toHex } from "@buttplug-ts/core";
import { defineSimulator, hex, SimulatedLevels } from "@buttplug-ts/protocol-kit";

const refusal = hex`00 00 00 00 00 00 00 00`;
const phrase = hex`12 34 56 78 9a bc de f0`;
const consent = hex`01 00 00 00 00 00 00 00`;

/** One with a `whitelist`. Somebody presses its button as soon as it wants that. */
export default defineSimulator({
  key: "lelo-f1sv2",
  // All names are listed; the default model stands for none of them.
  advertisedName: ({ identifier }) => identifier || "F1SV2A",
  open(model) {
    const levels = new SimulatedLevels(model);
    let trusted = false;
    return {
      battery: 100,
      receive(endpoint, data) {
        if (endpoint === "whitelist") trusted = toHex(data) === toHex(phrase);
        const [command, ...speeds] = data;
        if (trusted && endpoint === "tx" && data.length === 3 && command === 0x01) {
          for (const [motor, speed] of speeds.entries()) levels.set(({ feature }) => feature === motor, speed);
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
