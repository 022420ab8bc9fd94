import { describe, expect, it } from "vitest";
import { open } from "./devices.js";

describe("the packets of JoyHub devices", () => {
  it("carry all motors, in the order of the sheet's sequence", () => {
    const device = open("joyhub", "J-Viele");
    expect(device.send("rotate", 0, 255)).toEqual(["a0 03 ff 00 00 00 aa"]);
    expect(device.send("vibrate", 2, 100)).toEqual(["a0 03 ff 00 64 00 aa"]);
    expect(device.send("vibrate", 3, 1)).toEqual(["a0 03 ff 00 64 01 aa"]);
    expect(device.send("rotate", 0, 0)).toEqual(["a0 03 00 00 64 01 aa"]);
  });

  it("are the same for either direction of a rotation", () => {
    expect(open("joyhub", "J-Pipes").send("rotate", 0, -128)).toEqual(["a0 03 80 00 00 00 aa"]);
  });

  it("put a motor at its feature's index, not at its turn", () => {
    expect(open("joyhub", "J-Ringstar").send("oscillate", 3, 9)).toEqual(["a0 03 00 00 00 09 aa"]);
    expect(open("joyhub", "J-Melody").send("vibrate", 1, 255)).toEqual(["a0 03 00 ff 00 00 aa"]);
  });

  it("leave pumps and heaters to packets of their own", () => {
    const device = open("joyhub", "J-MoonHorn");
    device.send("vibrate", 0, 7);
    expect(device.send("constrict", 5, 9)).toEqual(["a0 0d 00 00 09 ff"]);
    expect(device.send("temperature", 6, 1)).toEqual(["a0 04 01 00 01 ff"]);
    expect(device.send("vibrate", 0, 8)).toEqual(["a0 03 08 00 00 00 aa"]);
    expect(open("joyhub", "J-Diego").send("temperature", 5, 0)).toEqual(["a0 04 00 00 00 00"]);
  });
});

describe("the spray of a JoyHub device", () => {
  const on = "a0 24 01 00 01 ff";
  const off = "a0 24 00 00 00 00";

  it("is ended once, after a second", () => {
    const device = open("joyhub", "J-Dodge");
    expect(device.tick()).toEqual([]);
    expect(device.send("spray", 7, 1)).toEqual([on]);
    expect(device.tick()).toEqual([off]);
    expect(device.tick()).toEqual([]);
    expect(device.send("spray", 7, 1)).toEqual([on]);
    expect(device.send("vibrate", 1, 3)).toEqual(["a0 03 00 03 00 00 aa"]);
    expect(device.tick()).toEqual([off]);
  });

  it("is ended by a 0, and then not again", () => {
    const device = open("joyhub", "J-Dodge");
    device.send("spray", 7, 1);
    expect(device.send("spray", 7, 0)).toEqual([off]);
    expect(device.tick()).toEqual([]);
  });
});
