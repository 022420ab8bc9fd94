import { toHex } from "@buttplug-ts/core";
import { describe, expect, it } from "vitest";
import type { OutputCommand } from "./output-rule.js";
import { hex, write } from "./packet.js";
import { kiirooSpeed, travel } from "./travel-rule.js";

function move(value: number, durationMs: number): OutputCommand {
  return { feature: 0, type: "hwPositionWithDuration", value, durationMs };
}

describe("travel", () => {
  const rule = travel(({ value, durationMs }, distance) => write("tx", hex`${value} ${distance} ${durationMs / 100}`));

  it("measures the way from the position that was written last, 0 at first", () => {
    const [first] = rule.encode(rule.initial, [move(99, 500)]);
    const [second] = rule.encode(first?.state ?? -1, [move(49, 200)]);
    expect([first, second].map((step) => toHex(step?.packet?.data ?? hex``))).toEqual(["63 63 05", "31 32 02"]);
  });

  it("does not know where the device is after a write with unknown outcome", () => {
    expect(rule.forget).toBeUndefined();
    expect(rule.initial).toBe(0);
  });
});

describe("the speed of Kiiroo strokers", () => {
  it.each([
    [99, 500, 0x28],
    [99, 1_000, 0x13],
    [50, 250, 0x28],
    [99, 200, 0x6a],
    [99, 100, 0xdb],
    [10, 300, 0x06],
    [50, 100, 0x6b],
    [50, 400, 0x19],
  ])("is that of the sheets: %i steps in %i ms", (distance, durationMs, speed) => {
    expect(kiirooSpeed(distance, durationMs)).toBe(speed);
  });

  it("is 0 for no way and the highest for no time", () => {
    expect([kiirooSpeed(0, 300), kiirooSpeed(0, 0), kiirooSpeed(49, 0)]).toEqual([0, 0, 255]);
  });
});
