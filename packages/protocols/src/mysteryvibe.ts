import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

/** Names have this length; blanks fill them up, and some systems take those away. */
const nameLength = 12;

export default defineProtocol({
  key: "mysteryvibe",
  summary: "A level for every motor in one packet, which lasts less than a tenth of a second.",
  endpoints: ["txmode", "txvibrate"],
  identify: async ({ name }) => name.padEnd(nameLength),
  initialize: [write("txmode", hex`43 02 00`, { withResponse: true })],
  outputs({ features }) {
    const motors = features.filter(({ outputs }) => outputs.vibrate);
    const bytesOf = (levels: readonly number[]) => motors.flatMap(({ index }) => [...hex`${levels[index] ?? 0}`]);
    return { vibrate: combined((levels) => write("txvibrate", Uint8Array.from(bytesOf(levels)))) };
  },
  keepalive: { repeatLast: { everyMs: 93 } },
  examples: [
    "connect -> txmode!: 43 02 00",
    "MV Crescendo: vibrate 0=56 3=28 -> txvibrate: 38 00 00 00 00 00 | txvibrate: 38 00 00 1c 00 00",
    "MV Tenuto   : vibrate 0=56 + 3=28 + 5=1 0=0 -> txvibrate: 38 00 00 1c 00 01 | txvibrate: 00 00 00 1c 00 01",
    "MV Poco     : vibrate 1=56 stop -> txvibrate: 00 38 | txvibrate: 00 00",
  ],
});
