import { toHex } from "@buttplug-ts/core";
import { hex, initializeDevice, withCrc16Modbus } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { modelOf, open, protocolOf } from "./devices.js";
import { gone, type Script, scriptedIo } from "./scripted-io.js";
import { simulated } from "./simulation.js";

const fredorch = protocolOf("fredorch");
const model = modelOf("fredorch", "");
const steps = [
  "01 06 00 64 00 01 09 d5",
  "01 06 00 69 00 00 59 d6",
  "01 10 00 6b 00 05 0a 00 05 00 05 00 00 00 00 00 01 c0 c3",
  "01 06 00 69 00 01 98 16",
  "01 06 00 6a 00 01 68 16",
];
const something = hex`00`;
const wholeLog = ["subscribe rx", "next rx 500", ...steps.flatMap((step) => [`tx: ${step}`, "next rx 500"])];

function initialize(script: Script) {
  const { io, log } = scriptedIo(script);
  return { log, done: initializeDevice(fredorch, io, model) };
}

describe("the initialization of a Fredorch device", () => {
  it("sends five packets, each after an answer to the one before", async () => {
    const { log, done } = initialize({ answers: [undefined, ...steps.map(() => something)] });
    await done;
    expect(log).toEqual(wholeLog);
  });

  it("takes whatever comes as an answer, also before the first question", async () => {
    const { log, done } = initialize({ answers: [hex`ff`, hex``, hex`01`, hex`02 03`, hex`ff`, hex`00`] });
    await done;
    expect(log).toEqual(wholeLog);
  });

  it.each([0, 1, 2, 3, 4])("fails when question %i is not answered, and asks no further", async (question) => {
    const answers = [undefined, ...steps.map((_, index) => (index === question ? undefined : something))];
    const { log, done } = initialize({ answers });
    await expect(done).rejects.toMatchObject({ code: "hardware/no-answer", details: { afterMs: 500 } });
    expect(log).toEqual(wholeLog.slice(0, 2 * (question + 2)));
  });

  it.each(wholeLog.map((what, goneAt) => [goneAt, what] as const))(
    "fails when the link ends at step %i, %s",
    async (goneAt) => {
      const { log, done } = initialize({ answers: [undefined, ...steps.map(() => something)], goneAt });
      await expect(done).rejects.toBe(gone);
      expect(log).toEqual(wholeLog.slice(0, goneAt));
    },
  );

  it("succeeds with a simulated device", () => {
    const { tell } = simulated("fredorch", "");
    const bytes = (step: string) => Uint8Array.from(step.split(" "), (byte) => Number.parseInt(byte, 16));
    expect(steps.map((step) => tell(bytes(step)).length)).toEqual([1, 1, 1, 1, 1]);
  });
});

/** What is written for positions after each other, each with its duration. */
function written(...ways: readonly (readonly [position: number, durationMs: number])[]): string[] {
  const device = open("fredorch", "");
  return ways.flatMap(([position, durationMs]) => device.send("hwPositionWithDuration", 0, position, durationMs));
}

/** The speed for a way from 0. */
function speed(position: number, durationMs: number): number {
  return Number.parseInt(written([position, durationMs])[0]?.slice(24, 26) ?? "", 16);
}

/** The longest time, below 10 s, in which a way from 0 is too long for a speed. */
function wayMs(position: number, atSpeed: number): number {
  let tooShort = 0;
  let enough = 10_000;
  while (enough - tooShort > 1) {
    const middle = (enough + tooShort) >> 1;
    if (speed(position, middle) <= atSpeed) enough = middle;
    else tooShort = middle;
  }
  return tooShort;
}

describe("the positions of a Fredorch device", () => {
  it("go out as in the sheet's sequence", () => {
    expect(written([0, 500], [15, 1000], [7, 300], [8, 0], [0, 100_000], [1, 1000])).toEqual([
      "01 10 00 6b 00 05 0a 00 00 00 00 00 00 00 00 00 01 aa 93",
      "01 10 00 6b 00 05 0a 00 09 00 09 00 96 00 96 00 01 f1 f2",
      "01 10 00 6b 00 05 0a 00 0b 00 0b 00 46 00 46 00 01 0b 79",
      "01 10 00 6b 00 05 0a 00 14 00 14 00 50 00 50 00 01 c1 8f",
      "01 10 00 6b 00 05 0a 00 01 00 01 00 00 00 00 00 01 b7 c3",
      "01 10 00 6b 00 05 0a 00 02 00 02 00 0a 00 0a 00 01 28 30",
    ]);
  });

  it.each([
    [1, 1001, 1],
    [1, 1000, 2],
    [1, 801, 2],
    [1, 800, 3],
    [1, 24, 19],
    [1, 23, 20],
    [1, 0, 20],
    [7, 739, 8],
    [7, 738, 9],
    [15, 8049, 1],
    [15, 8048, 2],
    [15, 211, 19],
    [15, 210, 20],
    [15, 200, 20],
    [15, 100_000, 1],
    [0, 0, 0],
    [0, 100_000, 0],
  ])("%i steps away in %i ms are reached at speed %i", (position, durationMs, expected) => {
    expect(speed(position, durationMs)).toBe(expected);
  });

  // Computed from the sheet's table by a script that does not know the code: of the 19 times of each distance that are
  // looked at, the sum, and the sum with each time multiplied by its speed.
  it.each([
    [1, 3416, 13332],
    [2, 6492, 28497],
    [3, 10261, 41241],
    [4, 12592, 51038],
    [5, 15617, 63842],
    [6, 16733, 70038],
    [7, 18734, 80850],
    [8, 19897, 88647],
    [9, 21410, 97962],
    [10, 26612, 110828],
    [11, 28256, 119115],
    [12, 29575, 125720],
    [13, 31040, 132577],
    [14, 33175, 139670],
    [15, 35138, 149592],
  ])("take as long over %i steps as the sheet says", (position, sum, weightedSum) => {
    const waysMs = Array.from({ length: 19 }, (_, index) => wayMs(position, index + 1));
    expect(waysMs).toEqual([...waysMs].sort((a, b) => b - a));
    expect(waysMs.reduce((total, each) => total + each)).toBe(sum);
    expect(waysMs.reduce((total, each, index) => total + each * (index + 1), 0)).toBe(weightedSum);
  });
});

describe("the oscillation of a Fredorch device", () => {
  it("goes out as in the sheet, and leaves the position alone", () => {
    const device = open("fredorch", "");
    device.send("hwPositionWithDuration", 0, 15, 1000);
    expect(device.send("oscillate", 0, 0)).toEqual(["01 10 00 6b 00 05 0a 00 00 00 00 00 00 00 00 00 01 aa 93"]);
    expect(device.send("oscillate", 0, 10)).toEqual(["01 10 00 6b 00 05 0a 00 0a 00 0a 00 00 00 e1 00 01 2e 05"]);
    expect(device.send("hwPositionWithDuration", 0, 15, 1000)[0]?.slice(24, 26)).toBe("00");
  });
});

describe("a simulated Fredorch device", () => {
  it("confirms as Modbus wants it, and goes where it is told", () => {
    const { tell, values } = simulated("fredorch", "");
    expect(tell(withCrc16Modbus(hex`01 06 00 64 00 01`))).toEqual(["rx: 01 06 00 64 00 01 09 d5"]);
    const move = withCrc16Modbus(hex`01 10 00 6b 00 05 0a 00 09 00 09 00 96 00 96 00 01`);
    expect(tell(move)).toEqual([`rx: ${toHex(withCrc16Modbus(hex`01 10 00 6b 00 05`))}`]);
    expect(values()).toEqual([15]);
  });

  it("is silent where the checksum, the unit or the endpoint is wrong", () => {
    const { tell } = simulated("fredorch", "");
    expect(tell(hex`01 06 00 64 00 01 09 d6`)).toEqual([]);
    expect(tell(withCrc16Modbus(hex`02 06 00 64 00 01`))).toEqual([]);
    expect(tell(withCrc16Modbus(hex`01 06 00 64 00 01`), "rx")).toEqual([]);
    expect(tell(hex``)).toEqual([]);
  });

  it("refuses functions that it does not have", () => {
    const { tell } = simulated("fredorch", "");
    const refusal = (code: number) => [`rx: ${toHex(withCrc16Modbus(hex`01 ${code} 01`))}`];
    expect(tell(withCrc16Modbus(hex`01 03 00 64 00 01`))).toEqual(refusal(0x83));
    expect(tell(withCrc16Modbus(hex`01 06 00 64 00`))).toEqual(refusal(0x86));
  });
});
