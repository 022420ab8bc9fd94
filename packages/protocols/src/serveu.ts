import { defineProtocol, hex, travel, write } from "@buttplug-ts/protocol-kit";

const fastest = 0xfa;

/** The speed of a way in a time. The order of the operations decides how steps a second are rounded. */
function speedOf(distance: number, durationMs: number): number {
  const stepsPerSecond = Math.ceil(distance / (durationMs / 1_000));
  if (stepsPerSecond <= 50) return Math.ceil(stepsPerSecond / 2);
  if (stepsPerSecond <= 750) return Math.ceil((stepsPerSecond - 50) / 4) + 25;
  if (stepsPerSecond <= 2_000) return Math.ceil((stepsPerSecond - 750) / 25) + 200;
  // Also no way in no time, which is not a number.
  return fastest;
}

export default defineProtocol({
  key: "serveu",
  summary: "A position and a speed.",
  endpoints: ["tx"],
  outputs: {
    hwPositionWithDuration: travel(({ value, durationMs }, distance) =>
      write("tx", hex`01 ${value} ${speedOf(distance, durationMs)}`),
    ),
  },
  examples: [
    "hwPositionWithDuration 0=0@1000 0=50@2000 -> tx: 01 00 00 | tx: 01 32 0d",
    "hwPositionWithDuration 0=100@1000 0=0@500 -> tx: 01 64 26 | tx: 01 00 3f",
    "hwPositionWithDuration 0=100@100 0=0@20 stop -> tx: 01 64 d2 | tx: 01 00 fa",
    "hwPositionWithDuration 0=18@72 0=56@49 0=74@9 -> tx: 01 12 4c | tx: 01 38 ca | tx: 01 4a fa",
    "hwPositionWithDuration 0=40@1000 0=40@0 -> tx: 01 28 14 | tx: 01 28 fa",
  ],
});
