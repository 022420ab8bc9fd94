import { type DialogueIo, defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

/** The generations of the device speak differently; the second one has an endpoint that the first has not. */
type Generation = "first" | "second";

async function initialize(io: DialogueIo): Promise<Generation> {
  await io.subscribe("rx");
  return io.endpoints.includes("txmode") || io.endpoints.includes("firmware") ? "second" : "first";
}

function mode(generation: Generation, level: number): number {
  if (generation === "first") return 0x05;
  return level === 0 ? 0x00 : 0x04;
}

export default defineProtocol({
  key: "svakom-sam",
  summary: "A vibrator with levels and suction that is on or off; two generations under one name.",
  endpoints: ["tx", "rx", "txmode", "firmware"],
  initialize,
  outputs: (_, generation) => ({
    vibrate: perFeature(({ value }) => write("tx", hex`12 01 03 00 ${mode(generation, value)} ${value}`)),
    constrict: perFeature(({ value }) => write("tx", hex`12 06 01 ${value}`)),
  }),
  exampleFindings: { second: "second", first: "first" },
  examples: [
    "[second] vibrate 0=0       -> tx: 12 01 03 00 00 00",
    "[second] vibrate 0=5 0=10  -> tx: 12 01 03 00 04 05 | tx: 12 01 03 00 04 0a",
    "[first] vibrate 0=0        -> tx: 12 01 03 00 05 00",
    "[first] vibrate 0=5 0=10   -> tx: 12 01 03 00 05 05 | tx: 12 01 03 00 05 0a",
    "constrict 1=1 1=0          -> tx: 12 06 01 01 | tx: 12 06 01 00",
    "[first] constrict 1=1 stop -> tx: 12 06 01 01 | tx: 12 01 03 00 05 00 | tx: 12 06 01 00",
  ],
});
