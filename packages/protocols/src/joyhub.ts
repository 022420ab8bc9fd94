import { combined, defineProtocol, hex, perFeature, stateful, write } from "@buttplug-ts/protocol-kit";

const sprayMs = 1_000;
const sprayOff = write("tx", hex`a0 24 00 00 00 00`);

/** One packet for all motors; a motor's place in it is its feature's index. Which way they turn cannot be chosen. */
const motors = combined(([first = 0, second = 0, third = 0, fourth = 0]) =>
  write("tx", hex`a0 03 ${Math.abs(first)} ${Math.abs(second)} ${Math.abs(third)} ${Math.abs(fourth)} aa`),
);

/** Either of two kinds of pump, told by the feature's index. */
const pump = perFeature(({ feature, value }) =>
  write("tx", feature === 4 ? hex`a0 07 ${value === 0 ? 0 : 1} 00 ${value} ff` : hex`a0 0d 00 00 ${value} ff`),
);

/** Sprays until it is told to end. */
const spray = stateful<"spraying" | "still">({
  initial: "still",
  encode: (_, { value }) => [
    value === 0
      ? { packet: sprayOff, state: "still" }
      : { packet: write("tx", hex`a0 24 01 00 01 ff`), state: "spraying" },
  ],
  motion: {
    everyMs: sprayMs,
    step: (state) => (state === "spraying" ? { packet: sprayOff, state: "still" } : undefined),
  },
});

export default defineProtocol({
  key: "joyhub",
  summary: "One packet for all motors, others for pumps, heaters, lights and sprays; a spray lasts a second.",
  endpoints: ["tx"],
  outputs: {
    vibrate: motors,
    rotate: motors,
    oscillate: motors,
    constrict: pump,
    temperature: perFeature(({ value }) => write("tx", value === 0 ? hex`a0 04 00 00 00 00` : hex`a0 04 01 00 01 ff`)),
    led: perFeature(({ value }) => write("tx", value === 0 ? hex`a0 14 00 00 00 00` : hex`a0 14 01 00 01 ff`)),
    spray,
  },
  examples: [
    "J-Vita: vibrate 0=255 rotate 1=128 oscillate 2=100 -> tx: a0 03 ff 00 00 00 aa | tx: a0 03 ff 80 00 00 aa | tx: a0 03 ff 80 64 00 aa",
    "J-Viele: rotate 0=255 + vibrate 2=100 + 3=1 rotate 0=0 -> tx: a0 03 ff 00 64 01 aa | tx: a0 03 00 00 64 01 aa",
    "J-Myrna: constrict 4=0 4=3 4=9 -> tx: a0 07 00 00 00 ff | tx: a0 07 01 00 03 ff | tx: a0 07 01 00 09 ff",
    "J-Marshal: constrict 5=0 5=5 5=9 -> tx: a0 0d 00 00 00 ff | tx: a0 0d 00 00 05 ff | tx: a0 0d 00 00 09 ff",
    "J-Dyllis: temperature 6=0 6=1 -> tx: a0 04 00 00 00 00 | tx: a0 04 01 00 01 ff",
    "J-Rainbow: led 6=1 stop -> tx: a0 14 01 00 01 ff | tx: a0 03 00 00 00 00 aa | tx: a0 14 00 00 00 00",
    "J-Dodge: spray 7=1 tick tick -> tx: a0 24 01 00 01 ff | tx: a0 24 00 00 00 00",
    "J-Dodge: spray 7=1 stop tick -> tx: a0 24 01 00 01 ff | tx: a0 03 00 00 00 00 aa | tx: a0 24 00 00 00 00",
  ],
});
