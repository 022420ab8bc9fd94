import { describe, expect, it } from "vitest";
import { type Device, open } from "./devices.js";

const position = "hwPositionWithDuration";

/** What a Solace Pro writes until it stands still, the first write included; at most `limit` writes. */
function travel(device: Device, goal: number, durationMs: number, limit = 20): number[] {
  const writes = device.send(position, 0, goal, durationMs);
  while (writes.length < limit) {
    const next = device.tick();
    if (next.length === 0) break;
    writes.push(...next);
  }
  return writes.map((packet) => Number(/^FSetSite:(\d+);$/.exec(packet)?.[1]));
}

describe("a stroker's way to a position", () => {
  it("arrives in one step every 100 ms", () => {
    expect(travel(open("lovense", "BA"), 100, 500)).toEqual([20, 40, 60, 80, 100]);
  });

  it("takes a step more where the way does not divide", () => {
    const device = open("lovense", "BA");
    travel(device, 100, 0);
    expect(travel(device, 0, 300)).toEqual([67, 34, 1, 0]);
    expect(travel(open("lovense", "BA"), 50, 700)).toEqual([7, 14, 21, 28, 35, 42, 49, 50]);
  });

  it("is one step where the time is shorter than one", () => {
    expect(travel(open("lovense", "BA"), 80, 0)).toEqual([80]);
    expect(travel(open("lovense", "BA"), 80, 199)).toEqual([80]);
  });

  it("is one step, down or up, where a step would be less than 1", () => {
    const device = open("lovense", "BA");
    travel(device, 50, 0);
    expect(travel(device, 47, 1000)).toEqual([47]);
    expect(travel(device, 50, 1000)).toEqual([50]);
  });

  it("turns round from where it is when a new goal comes", () => {
    const device = open("lovense", "BA");
    expect(travel(device, 100, 1000, 3)).toEqual([10, 20, 30]);
    expect(travel(device, 0, 250)).toEqual([15, 0]);
  });

  it("goes on at its pace when the same goal comes again with another time", () => {
    const device = open("lovense", "BA");
    expect(travel(device, 100, 1000, 2)).toEqual([10, 20]);
    expect(travel(device, 100, 100, 2)).toEqual([30, 40]);
  });

  it("writes nothing for a goal where it already stands", () => {
    const device = open("lovense", "BA");
    expect(travel(device, 0, 500)).toEqual([]);
    travel(device, 30, 0);
    expect(travel(device, 30, 500)).toEqual([]);
  });

  it("stays when the new goal is where it passes by", () => {
    const device = open("lovense", "BA");
    expect(travel(device, 100, 1000, 3)).toEqual([10, 20, 30]);
    expect(travel(device, 30, 1000)).toEqual([30]);
  });

  it("ends where it is when it is halted, and can be taken up again", () => {
    const device = open("lovense", "BA");
    travel(device, 100, 1000, 3);
    device.halt();
    expect(device.tick()).toEqual([]);
    expect(travel(device, 100, 200)).toEqual([65, 100]);
  });
});

describe("the six kinds of Lovense packets", () => {
  it("address single motors without a number", () => {
    expect(open("lovense", "").send("vibrate", 0, 7)).toEqual(["Vibrate:7;"]);
    expect(open("lovense", "F").send("oscillate", 0, 20)).toEqual(["Vibrate:20;"]);
    expect(open("lovense", "EI").send("vibrate", 0, 1)).toEqual(["Vibrate:1;"]);
  });

  it("address two motors by number, thrusting ones too", () => {
    expect(open("lovense", "EA").send("vibrate", 0, 5)).toEqual(["Vibrate1:5;"]);
    expect(open("lovense", "WD").send("oscillate", 1, 5)).toEqual(["Vibrate2:5;"]);
  });

  it("turn a rotating device round with every value below zero, without memory", () => {
    for (const identifier of ["A", "C", "EL"]) {
      const device = open("lovense", identifier);
      const packets = [10, -10, -20, 0].flatMap((value) => device.send("rotate", 1, value));
      expect(packets).toEqual([
        "Rotate:10;",
        "RotateChange;",
        "Rotate:10;",
        "RotateChange;",
        "Rotate:20;",
        "Rotate:0;",
      ]);
      expect(device.send("vibrate", 0, 3)).toEqual(["Vibrate:3;"]);
    }
  });

  it("put all slots into one packet, once a commit", () => {
    const device = open("lovense", "U");
    const both = [0, 2].map((feature) => ({ feature, type: "vibrate" as const, value: 9, durationMs: 0 }));
    expect(device.commit(both)).toEqual(["Mply:9:0:9;"]);
    expect(device.send("vibrate", 1, 4)).toEqual(["Mply:9:4:9;"]);
  });

  it("stop a Solace with an empty range and a Solace Pro with the whole one", () => {
    expect(open("lovense", "H").send("oscillate", 0, 0)).toEqual(["Mply:0:0;"]);
    expect(open("lovense", "H").send("oscillate", 0, 1)).toEqual(["Mply:1:20;"]);
    expect(open("lovense", "BA").send("oscillate", 0, 0)).toEqual(["Mply:0:20;"]);
  });
});
