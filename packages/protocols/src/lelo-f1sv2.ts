import { combined, type DialogueIo, defineProtocol, hex, pairLelo, perFeature, write } from "@buttplug-ts/protocol-kit";

/** How a device takes its levels. Where it keeps its pass phrase tells. */
type Manner = "both" | "one by one";

const personLimitMs = 60_000;

async function initialize(io: DialogueIo): Promise<Manner> {
  const manner = io.endpoints.includes("whitelist") ? "both" : "one by one";
  await pairLelo(io, manner === "both" ? "whitelist" : "generic0", { silenceMs: personLimitMs, length: 8 });
  return manner;
}

const bothMotors = combined(([first = 0, second = 0]) =>
  write("tx", hex`01 ${first} ${second}`, { withResponse: true }),
);
const oneMotor = perFeature(({ feature, value }) => write("tx", hex`0a 12 ${feature + 1} 08 00 00 00 00 ${value} 00`));

/** Tier 3 because of the pass phrase. */
export default defineProtocol({
  key: "lelo-f1sv2",
  summary: "Two motors in one packet or in one each, after a pass phrase that a person confirms.",
  endpoints: ["tx", "txvibrate", "rx", "whitelist", "generic0"],
  initialize,
  personLimitMs,
  outputs: (_, manner) => ({ vibrate: manner === "both" ? bothMotors : oneMotor }),
  exampleFindings: { both: "both", "one by one": "one by one" },
  examples: [
    "F1SV2A: vibrate 0=50 1=100 0=0 -> tx!: 01 32 00 | tx!: 01 32 64 | tx!: 01 00 64",
    "F1SV2X: vibrate 0=50 + 1=100 stop -> tx!: 01 32 64 | tx!: 01 00 00",
    "[one by one] F1SV3: vibrate 0=50 1=100 0=0 -> tx: 0a 12 01 08 00 00 00 00 32 00 | tx: 0a 12 02 08 00 00 00 00 64 00 | tx: 0a 12 01 08 00 00 00 00 00 00",
    "[one by one] F2: vibrate 0=50 + 1=100 stop -> tx: 0a 12 01 08 00 00 00 00 32 00 | tx: 0a 12 02 08 00 00 00 00 64 00 | tx: 0a 12 01 08 00 00 00 00 00 00 | tx: 0a 12 02 08 00 00 00 00 00 00",
  ],
});
