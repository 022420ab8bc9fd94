import { toHex, utf8 } from "@buttplug-ts/core";
import { defineSimulator, hex, SimulatedLevels } from "@buttplug-ts/protocol-kit";
import { decryptAes128Ecb, sha256 } from "@buttplug-ts/protocol-kit/crypto";

const key = utf8("jdk#Flu%y6fer32f");
const advertised = hex`5b 12 00 33 9a 77`;
const secret = hex`21 00 33 a9`;
const accepted = hex`fb 14 63 04 20 5c 54 79 bb 6b a6 c9 69 fd aa 96`;

/** A device that says nothing to a wrong proof. */
export default defineSimulator({
  key: "fluffer",
  advertisedName: ({ identifier }) => identifier || "Fluffer",
  manufacturerData: () => [{ company: 0x684a, data: advertised }],
  open(model) {
    const levels = new SimulatedLevels(model);
    let trusts = false;
    let started = false;
    return {
      battery: 100,
      receive(endpoint, data) {
        const plain = endpoint === "tx" ? decryptAes128Ecb(key, data) : undefined;
        if (plain === undefined) return [];
        const words = toHex(plain);
        if (words.startsWith("a5 01 08 ")) {
          trusts = toHex(plain.subarray(7)) === toHex(sha256(hex`${plain.subarray(3, 7)} ${secret}`).subarray(0, 4));
          return trusts ? [{ endpoint: "rx", data: accepted }] : [];
        }
        if (words === "82 0e 02 00 01") started = trusts;
        if (!started || plain.length !== 8 || !words.startsWith("82 0f 05 00 ")) return [];
        for (const index of [0, 1]) {
          const level = plain[4 + index] ?? 0;
          levels.set(({ feature }) => feature === index, level > 100 ? 100 - level : level);
        }
        return [];
      },
      levels: () => levels.snapshot(),
    };
  },
});
