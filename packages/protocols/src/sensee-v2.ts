import type { OutputType } from "@buttplug-ts/core";
import { combined, type DialogueIo, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

/** Which outputs form a group, in the order and with the numbers of the packet. */
const groups: readonly OutputType[] = ["vibrate", "oscillate", "constrict"];

/** The device's type, which every packet names. Not all devices say theirs. */
async function readType(io: DialogueIo): Promise<number> {
  return (await io.read("tx"))[6] || 0x65;
}

/** Tier 3 because the type is read. */
export default defineProtocol({
  key: "sensee-v2",
  summary: "One packet with the levels of all motors, grouped by what they do.",
  endpoints: ["tx", "rx"],
  initialize: readType,
  outputs({ features }, type) {
    const members = groups
      .map((output, number) => ({ number, motors: features.filter(({ outputs }) => outputs[output]) }))
      .filter(({ motors }) => motors.length > 0);
    const rule = combined((levels) => {
      const listed = members.flatMap(({ number, motors }) => [
        ...hex`${number} ${motors.length}`,
        ...motors.flatMap(({ index }, at) => [at + 1, levels[index] ?? 0]),
      ]);
      const payload = hex`${members.length} ${Uint8Array.from(listed)}`;
      return write("tx", hex`55 aa f0 02 00 ${4 + payload.length} ${type} f1 ${payload} 00 00`);
    });
    return { vibrate: rule, oscillate: rule, constrict: rule };
  },
  exampleFindings: { known: 0x66, unknown: 0x65 },
  examples: [
    "CCPA10S2: vibrate 0=50 constrict 1=100 vibrate 0=0 -> tx: 55 aa f0 02 00 0d 66 f1 02 00 01 01 32 02 01 01 00 00 00 | tx: 55 aa f0 02 00 0d 66 f1 02 00 01 01 32 02 01 01 64 00 00 | tx: 55 aa f0 02 00 0d 66 f1 02 00 01 01 00 02 01 01 64 00 00",
    "CCP322S5: oscillate 1=30 -> tx: 55 aa f0 02 00 0d 66 f1 02 00 01 01 00 01 01 01 1e 00 00",
    "CTY916S4: vibrate 1=20 oscillate + 0=100 -> tx: 55 aa f0 02 00 0d 66 f1 02 00 01 01 14 01 01 01 64 00 00",
    "[unknown] qingnan#16: constrict 0=75 stop -> tx: 55 aa f0 02 00 09 65 f1 01 02 01 01 4b 00 00 | tx: 55 aa f0 02 00 09 65 f1 01 02 01 01 00 00 00",
    "CCPB22S5: vibrate 0=10 oscillate + 1=20 constrict + 2=100 -> tx: 55 aa f0 02 00 11 66 f1 03 00 01 01 0a 01 01 01 14 02 01 01 64 00 00",
  ],
});
