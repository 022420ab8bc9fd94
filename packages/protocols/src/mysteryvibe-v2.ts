import { combined, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "mysteryvibe-v2",
  summary: "A level for every motor in one packet, which lasts less than a tenth of a second.",
  endpoints: ["txmode", "txvibrate"],
  initialize: [write("txmode", hex`03 02 40`, { withResponse: true })],
  outputs({ features }) {
    const motors = features.filter(({ outputs }) => outputs.vibrate);
    const bytesOf = (levels: readonly number[]) => motors.flatMap(({ index }) => [...hex`${levels[index] ?? 0}`]);
    return { vibrate: combined((levels) => write("txvibrate", Uint8Array.from(bytesOf(levels)))) };
  },
  keepalive: { repeatLast: { everyMs: 93 } },
  examples: [
    "connect -> txmode!: 03 02 40",
    "vibrate 0=56 2=28 -> txvibrate: 38 00 00 | txvibrate: 38 00 1c",
    "6907 MV1: vibrate 0=56 stop -> txvibrate: 38 00 00 | txvibrate: 00 00 00",
    "6908 MV1: vibrate 5=10 -> txvibrate: 00 00 00 00 00 0a",
    "6909 MV2: vibrate 3=56 -> txvibrate: 00 00 00 38",
    "6915 MV1: vibrate 0=0 -> txvibrate: 00",
  ],
});
