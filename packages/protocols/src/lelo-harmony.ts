import { type DialogueIo, defineProtocol, hex, pairLelo, perFeature, write } from "@buttplug-ts/protocol-kit";

const personLimitMs = 60_000;
const motor = perFeature(({ feature, value }) => write("tx", hex`0a 12 ${feature + 1} 08 00 00 00 00 ${value} 00`));

/** Tier 3 because of the pass phrase. */
export default defineProtocol({
  key: "lelo-harmony",
  summary: "A motor's number and level, after a pass phrase that a person confirms.",
  endpoints: ["tx", "command", "whitelist"],
  initialize: (io: DialogueIo) => pairLelo(io, "whitelist", { silenceMs: personLimitMs }),
  personLimitMs,
  outputs: { vibrate: motor, rotate: motor },
  examples: [
    "IdaWave: vibrate 0=0 0=50 -> tx: 0a 12 01 08 00 00 00 00 00 00 | tx: 0a 12 01 08 00 00 00 00 32 00",
    "IdaWave: rotate 1=100 1=0 -> tx: 0a 12 02 08 00 00 00 00 64 00 | tx: 0a 12 02 08 00 00 00 00 00 00",
    "Hugo2: vibrate 1=1 -> tx: 0a 12 02 08 00 00 00 00 01 00",
    "TOR3: vibrate 0=100 stop -> tx: 0a 12 01 08 00 00 00 00 64 00 | tx: 0a 12 01 08 00 00 00 00 00 00",
    "DoubleSonic: vibrate 0=50 rotate + 1=100 stop -> tx: 0a 12 01 08 00 00 00 00 32 00 | tx: 0a 12 02 08 00 00 00 00 64 00 | tx: 0a 12 01 08 00 00 00 00 00 00 | tx: 0a 12 02 08 00 00 00 00 00 00",
  ],
});
