import { toHex } from "@buttplug-ts/core";
import { describe, expect, it } from "vitest";
import { svakomMotors } from "./svakom-motors.js";

describe("the motors of a Svakom device", () => {
  it.each([
    [[], "00 00 00 00"],
    [[0, 0], "00 00 00 00"],
    [[5], "01 00 01 05"],
    [[5, 0], "01 00 01 05"],
    [[0, 10], "02 00 01 0a"],
    [[5, 10], "00 00 01 0a"],
    [[10, 3], "00 00 01 0a"],
    [[4, 4], "00 00 01 04"],
  ])("with levels %o are chosen and run at the higher one: %s", (levels, bytes) => {
    expect(toHex(svakomMotors(levels))).toBe(bytes);
  });

  it.each([
    [[7], "00 00 01 07"],
    [[0], "00 00 00 00"],
  ])("are not chosen where there is one, level %o: %s", (levels, bytes) => {
    expect(toHex(svakomMotors(levels, { single: true }))).toBe(bytes);
  });

  it("are on with the byte of their device, and off with 00 in all", () => {
    expect(toHex(svakomMotors([0, 8], { on: 0x03 }))).toBe("02 00 03 08");
    expect(toHex(svakomMotors([8, 8], { on: 0x03 }))).toBe("00 00 03 08");
    expect(toHex(svakomMotors([0, 0], { on: 0x03 }))).toBe("00 00 00 00");
  });
});
