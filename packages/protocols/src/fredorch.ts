import { ButtplugError } from "@buttplug-ts/core";
import {
  ask,
  type DialogueIo,
  defineProtocol,
  hex,
  type Packet,
  perFeature,
  travel,
  withCrc16Modbus,
  write,
} from "@buttplug-ts/protocol-kit";

/** A Modbus frame: unit 1, a function, its data. */
function send(data: Uint8Array): Packet {
  return write("tx", withCrc16Modbus(data));
}

/** Writes the program's registers: speed and place of both ends of the way. */
function program(speed: number, from: number, to: number): Packet {
  return send(hex`01 10 00 6b 00 05 0a 00 ${speed} 00 ${speed} 00 ${from} 00 ${to} 00 01`);
}

const enterProgramMode = send(hex`01 06 00 64 00 01`);
const recordProgram = send(hex`01 06 00 69 00 00`);
const runProgram = send(hex`01 06 00 69 00 01`);
const repeatProgram = send(hex`01 06 00 6a 00 01`);

/** The place, in tenths of a step, to which an oscillation goes. */
const farEnd = 225;
const topSpeed = 20;
/** How many milliseconds a way of 1 to 15 steps takes at speed 1, 2, up to 19. At 20 it takes less. */
const waysMs: readonly (readonly number[])[] = [
  [1000, 800, 400, 235, 200, 172, 155, 92, 60, 45, 38, 34, 32, 28, 27, 26, 25, 24, 23],
  [1500, 1000, 800, 680, 600, 515, 425, 265, 165, 115, 80, 70, 50, 48, 45, 35, 34, 33, 32],
  [2500, 2310, 1135, 925, 792, 695, 565, 380, 218, 155, 105, 82, 70, 68, 65, 60, 48, 45, 43],
  [3000, 2800, 1500, 1155, 965, 810, 690, 465, 260, 195, 140, 110, 85, 75, 74, 73, 70, 65, 60],
  [3400, 3232, 2305, 1380, 1200, 1165, 972, 565, 328, 235, 162, 132, 98, 78, 75, 74, 73, 72, 71],
  [3500, 3350, 2500, 1640, 1250, 1210, 1010, 645, 385, 275, 175, 160, 115, 95, 91, 90, 85, 80, 77],
  [3600, 3472, 2980, 2060, 1560, 1275, 1132, 738, 430, 310, 230, 170, 128, 122, 110, 108, 105, 103, 101],
  [3800, 3500, 3055, 2105, 1740, 1370, 1290, 830, 490, 355, 235, 195, 150, 140, 135, 132, 130, 125, 120],
  [3900, 3518, 3190, 2315, 2045, 1510, 1442, 1045, 552, 392, 280, 225, 172, 145, 140, 138, 135, 134, 132],
  [6000, 5755, 3240, 2530, 2135, 1605, 1500, 1200, 595, 425, 285, 245, 175, 170, 160, 155, 150, 145, 142],
  [6428, 5872, 3335, 2780, 2270, 1782, 1590, 1310, 648, 470, 315, 255, 182, 180, 175, 172, 170, 162, 160],
  [6730, 5950, 3490, 2995, 2395, 1890, 1650, 1350, 700, 500, 350, 290, 220, 190, 185, 180, 175, 170, 165],
  [6962, 6122, 3880, 3205, 2465, 1900, 1700, 1400, 835, 545, 375, 310, 228, 195, 190, 185, 182, 181, 180],
  [7945, 6365, 4130, 3470, 2505, 1910, 1755, 1510, 855, 580, 400, 330, 235, 210, 205, 200, 195, 190, 185],
  [8048, 7068, 4442, 3708, 2668, 1930, 1800, 1520, 878, 618, 428, 365, 260, 255, 250, 240, 230, 220, 210],
];

/** The slowest speed that arrives in less than `durationMs`, or the top speed; 0 for no way. */
function speedOf(distance: number, durationMs: number): number {
  if (distance === 0) return 0;
  const speeds = waysMs[Math.min(distance, waysMs.length) - 1] ?? [];
  const slowest = speeds.findIndex((wayMs) => wayMs < durationMs);
  return slowest < 0 ? topSpeed : slowest + 1;
}

/**
 * The machine runs a program that is kept up to date, so it must be recorded and started first: at speed 5 to position 0.
 * Each step must be answered by something before the next.
 */
async function initialize(io: DialogueIo): Promise<void> {
  const answer = { on: "rx", withinMs: 500, attempts: 1 } as const;
  await io.subscribe(answer.on);
  await io.next(answer.on, answer.withinMs);
  for (const step of [enterProgramMode, recordProgram, program(5, 0, 0), runProgram, repeatProgram]) {
    if (await ask(io, step, answer)) continue;
    const text = `the device did not answer its initialization within ${answer.withinMs} ms`;
    throw new ButtplugError("hardware/no-answer", text, { details: { afterMs: answer.withinMs } });
  }
}

export default defineProtocol({
  key: "fredorch",
  summary: "Modbus frames that keep changing a running program.",
  endpoints: ["tx", "rx"],
  initialize,
  outputs: {
    hwPositionWithDuration: travel(({ value, durationMs }, distance) =>
      program(speedOf(distance, durationMs), value * 10, value * 10),
    ),
    // No listed model has it.
    oscillate: perFeature(({ value }) => program(value, 0, value === 0 ? 0 : farEnd)),
  },
  examples: [
    "hwPositionWithDuration 0=0@500 -> tx: 01 10 00 6b 00 05 0a 00 00 00 00 00 00 00 00 00 01 aa 93",
    "hwPositionWithDuration 0=15@1000 -> tx: 01 10 00 6b 00 05 0a 00 09 00 09 00 96 00 96 00 01 f1 f2",
    "hwPositionWithDuration 0=15@1000 0=7@300 -> tx: 01 10 00 6b 00 05 0a 00 09 00 09 00 96 00 96 00 01 f1 f2 | tx: 01 10 00 6b 00 05 0a 00 0b 00 0b 00 46 00 46 00 01 0b 79",
    "hwPositionWithDuration 0=1@1000 stop -> tx: 01 10 00 6b 00 05 0a 00 02 00 02 00 0a 00 0a 00 01 28 30",
  ],
});
