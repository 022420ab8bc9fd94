import { describe, expect, it } from "vitest";
import { open } from "./devices.js";

describe("the one level that two motors of a Je Joue share", () => {
  it.each([
    [5, 5, "01 05"],
    [5, 1, "01 01"],
    [1, 5, "01 01"],
    [5, 0, "02 05"],
    [0, 5, "03 05"],
    [0, 0, "01 00"],
  ])("is at %i and %i no more than either of the running motors asked for", (first, second, packet) => {
    const device = open("jejoue", "");
    device.send("vibrate", 1, 3);
    const commands = [first, second].map(
      (value, feature) => ({ type: "vibrate", feature, value, durationMs: 0 }) as const,
    );
    expect(device.commit(commands)).toEqual([packet]);
  });

  it("is the other motor's own again when one stops", () => {
    const device = open("jejoue", "");
    expect([device.send("vibrate", 0, 5), device.send("vibrate", 1, 2), device.send("vibrate", 1, 0)]).toEqual([
      ["02 05"],
      ["01 02"],
      ["02 05"],
    ]);
  });
});
