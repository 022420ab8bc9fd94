import { type OutputType, outputTypes } from "@buttplug-ts/core";
import { combined, defineProtocol, hex, withXor8, write } from "@buttplug-ts/protocol-kit";

/** What a packet calls a motor. */
const motorTypes: { readonly [T in OutputType]?: number } = {
  vibrate: 0x03,
  constrict: 0x04,
  oscillate: 0x04,
  rotate: 0x06,
};

export default defineProtocol({
  key: "sexverse-v1",
  summary: "Number, type and level of every motor in one packet with a checksum.",
  endpoints: ["tx", "rx"],
  outputs({ features }) {
    const motors = features.flatMap(({ index, outputs }) => {
      const type = outputTypes.map((each) => outputs[each] && motorTypes[each]).find((each) => each !== undefined);
      return type === undefined ? [] : [{ index, type }];
    });
    const rule = combined((levels) => {
      const each = motors.flatMap(({ index, type }, at) => [...hex`${0x81 + at} ${type} ${levels[index] ?? 0}`]);
      return write("tx", withXor8(hex`23 07 ${each.length} ${Uint8Array.from(each)}`));
    });
    return { vibrate: rule, constrict: rule, oscillate: rule, rotate: rule };
  },
  examples: [
    "Rex: vibrate 0=0 0=128 0=255 -> tx: 23 07 03 81 03 00 a5 | tx: 23 07 03 81 03 80 25 | tx: 23 07 03 81 03 ff 5a",
    "Cali: vibrate 0=128 constrict 1=255 -> tx: 23 07 06 81 03 80 82 04 00 a6 | tx: 23 07 06 81 03 80 82 04 ff 59",
    "Olis: vibrate 0=10 + 1=20 + rotate 2=100 -> tx: 23 07 09 81 03 0a 82 03 14 83 06 64 d1",
    "LY213A01: oscillate 0=64 vibrate 1=255 -> tx: 23 07 06 81 04 40 82 03 00 66 | tx: 23 07 06 81 04 40 82 03 ff 99",
    "LY199B01: vibrate 0=255 stop -> tx: 23 07 03 81 03 ff 5a | tx: 23 07 03 81 03 00 a5",
  ],
});
