import { toHex, utf8 } from "@buttplug-ts/core";
import { defineSimulator, hex, SimulatedLevels } from "@buttplug-ts/protocol-kit";

const challenge = hex`02 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e`;
const response = "43 58 41 25 47 5c 45 21 4b 50 49 2d 4f 54 4d";

/** Has all places that take levels, which real devices do not. */
export default defineSimulator({
  key: "monsterpub",
  advertisedName: ({ name }) => /Tracy|MonsterHub/.exec(name)?.[0].replace("Tracy", "TracyDog") ?? "MonsterPub",
  open(model) {
    const levels = new SimulatedLevels(model);
    const motors = levels.snapshot().length;
    let trusted = false;
    return {
      battery: 100,
      receive(endpoint, data) {
        if (endpoint === "rx") trusted = toHex(data) === response;
        const slots = endpoint === "generic0" && data[0] === 0x03 ? data.subarray(1) : data;
        if (endpoint === "rx" || !trusted || slots.length !== motors) return [];
        for (const [motor, level] of slots.entries()) levels.set(({ feature }) => feature === motor, level);
        return [];
      },
      read(endpoint) {
        if (endpoint === "rx") return challenge;
        return endpoint === "rxblemodel" ? hex`${utf8(model.identifier)} 00 00` : undefined;
      },
      levels: () => levels.snapshot(),
    };
  },
});
