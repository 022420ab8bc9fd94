import { hex } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { open, protocolOf } from "./devices.js";
import { simulated } from "./simulation.js";

const kiiroo = protocolOf("kiiroo-v21");

/** What a Titan writes for positions after each other, each with its duration. */
function titan(...ways: readonly (readonly [position: number, durationMs: number])[]): string[] {
  const device = open("kiiroo-v21", "Titan1.1");
  return ways.flatMap(([position, durationMs]) => device.send("hwPositionWithDuration", 1, position, durationMs));
}

describe("the packets of Kiiroo 2.1 devices", () => {
  it("vibrate with one byte", () => {
    const device = open("kiiroo-v21", "Pearl2.1");
    expect([0, 50, 100].flatMap((value) => device.send("vibrate", 0, value))).toEqual(["01 00", "01 32", "01 64"]);
    expect(open("kiiroo-v21", "Pulse Interactive").send("vibrate", 0, 6)).toEqual(["01 06"]);
  });

  it("have the speed before the position, as in the sheet's sequence", () => {
    const sent = titan([99, 500], [0, 1000], [50, 250], [50, 0], [99, 0]);
    expect(sent).toEqual(["03 00 28 63", "03 00 13 00", "03 00 28 32", "03 00 00 32", "03 00 ff 63"]);
  });

  it.each([
    ["no way in some time", [[0, 500]], "03 00 00 00"],
    ["no way in no time", [[0, 0]], "03 00 00 00"],
    ["a way in no time", [[1, 0]], "03 00 ff 01"],
    ["the whole way in 100 ms, above 99", [[99, 100]], "03 00 db 63"],
    ["more than a byte holds", [[99, 50]], "03 00 ff 63"],
    ["the slowest way", [[1, 100_000]], "03 00 00 01"],
  ] as const)("have a speed for %s", (_, ways, packet) => {
    expect(titan(...ways)).toEqual([packet]);
  });

  it("are as fast down as up", () => {
    const [up, down] = titan([40, 300], [0, 300]);
    expect(up?.slice(0, 8)).toBe(down?.slice(0, 8));
  });

  it("let a Titan vibrate and stroke on its own", () => {
    const device = open("kiiroo-v21", "Titan1.1");
    device.send("hwPositionWithDuration", 1, 99, 500);
    expect(device.send("vibrate", 0, 7)).toEqual(["01 07"]);
    expect(device.send("hwPositionWithDuration", 1, 99, 500)).toEqual(["03 00 00 63"]);
  });
});

describe("the battery of a Kiiroo 2.1 device", () => {
  const rule = kiiroo.inputs?.battery?.read;
  const answer = (length: number, battery: number) => {
    const data = new Uint8Array(length);
    data[5] = battery;
    return data;
  };

  it("is read from the whitelist endpoint", () => {
    expect(rule).toMatchObject({ from: "whitelist" });
  });

  it.each([0, 75, 100])("is byte 5 of 20: %i", (percent) => {
    expect(rule?.parse(answer(20, percent))).toBe(percent);
  });

  it.each([0, 1, 6, 19, 21])("is not in an answer of %i bytes", (length) => {
    expect(rule?.parse(answer(length, 75))).toBeUndefined();
  });

  it("is what a simulated device has", () => {
    const { device } = simulated("kiiroo-v21", "Pearl2.1");
    const data = device.read?.("whitelist") ?? hex``;
    expect(rule?.parse(data)).toBe(device.battery);
    device.battery = 3;
    expect(rule?.parse(device.read?.("whitelist") ?? hex``)).toBe(3);
    expect(device.read?.("rx")).toBeUndefined();
  });
});

describe("a simulated Kiiroo 2.1 device", () => {
  it("vibrates and strokes", () => {
    const { tell, values } = simulated("kiiroo-v21", "Titan1.1");
    expect(tell(hex`01 32`)).toEqual([]);
    tell(hex`03 00 28 63`);
    expect(values()).toEqual([50, 99]);
  });

  it("ignores what it does not know", () => {
    const { tell, values } = simulated("kiiroo-v21", "Titan1.1");
    for (const packet of [hex``, hex`01`, hex`01 32 00`, hex`02 32`, hex`03 00 28`]) tell(packet);
    tell(hex`01 32`, "rx");
    expect(values()).toEqual([0, 0]);
  });
});
