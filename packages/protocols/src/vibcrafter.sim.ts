import { fromUtf8, toHex, utf8 } from "@buttplug-ts/core";
import { defineSimulator, SimulatedLevels } from "@buttplug-ts/protocol-kit";
import { decryptAes128Ecb, encryptAes128Ecb, sha256 } from "@buttplug-ts/protocol-kit/crypto";

const key = utf8("jdk#Cra%f5Vib28r");
const challenge = "abcdef";

export default defineSimulator({
  key: "vibcrafter",
  // All names are listed; the default model stands for none of them.
  advertisedName: ({ identifier }) => identifier || "Hayden",
  open(model) {
    const levels = new SimulatedLevels(model);
    let trusted = false;
    const answer = (words: string): string | undefined => {
      const [, auth] = /^Auth:([A-Za-z0-9]+);$/.exec(words) ?? [];
      if (auth?.length === 6) {
        trusted = false;
        return `1aB2:${challenge};`;
      }
      if (auth !== undefined) {
        trusted = auth === toHex(sha256(utf8(challenge)).subarray(0, 2)).replace(" ", "");
        return trusted ? "OK;" : "ERR;";
      }
      const [, ...speeds] = /^MtInt:(\d\d)(\d\d);$/.exec(words) ?? [];
      if (trusted)
        for (const [motor, speed] of speeds.entries()) levels.set(({ feature }) => feature === motor, Number(speed));
      return undefined;
    };
    return {
      battery: 100,
      receive(endpoint, data) {
        const plain = endpoint === "tx" ? decryptAes128Ecb(key, data) : undefined;
        const words = answer(fromUtf8(plain ?? new Uint8Array()) ?? "");
        return words === undefined ? [] : [{ endpoint: "rx", data: encryptAes128Ecb(key, utf8(words)) }];
      },
      levels: () => levels.snapshot(),
    };
  },
});
