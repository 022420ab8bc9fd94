import { combined, type DialogueIo, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

const company = 0x005d;

/** The model's number, from what the device advertises; where it advertises no company data, from what can be read. */
async function identify(io: DialogueIo): Promise<string> {
  const own = io.manufacturerData.find((entry) => entry.company === company) ?? io.manufacturerData[0];
  return numberOf(own ? own.data : await io.read("rxblemodel"));
}

/** Four bytes, big-endian, as a decimal number. No model has the number 0. */
function numberOf(data: Uint8Array): string {
  if (data.length !== 4) return "0";
  return data.reduce((number, byte) => number * 256 + byte, 0).toString();
}

export default defineProtocol({
  key: "satisfyer",
  summary: "One packet with the levels of all motors, four bytes each, repeated every three seconds.",
  endpoints: ["tx", "command", "rxblemodel"],
  identify,
  // Starts the mode in which the device takes levels.
  initialize: [write("command", hex`01`, { withResponse: true })],
  outputs: ({ features }) => {
    const motors = features.filter(({ outputs }) => outputs.vibrate);
    const levels = combined((values) => {
      const each = motors.map(({ index }) => values[index] ?? 0);
      return write("tx", Uint8Array.from(each.flatMap((level) => [level, level, level, level])));
    });
    return { vibrate: levels };
  },
  keepalive: { repeatLast: { everyMs: 3_000 } },
  examples: [
    "connect vibrate 0=0 -> command!: 01 | tx: 00 00 00 00",
    "10005: vibrate 0=100 -> tx: 64 64 64 64",
    "10160: vibrate 0=50 1=100 0=0 -> tx: 32 32 32 32 00 00 00 00 | tx: 32 32 32 32 64 64 64 64 | tx: 00 00 00 00 64 64 64 64",
    "10160: vibrate 0=50 + 1=25 stop -> tx: 32 32 32 32 19 19 19 19 | tx: 00 00 00 00 00 00 00 00",
    "10065: vibrate 0=10 2=25 -> tx: 0a 0a 0a 0a 00 00 00 00 00 00 00 00 | tx: 0a 0a 0a 0a 00 00 00 00 19 19 19 19",
  ],
});
