import { initializeDevice } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { modelOf, open, protocolOf } from "./devices.js";
import { gone, scriptedIo } from "./scripted-io.js";

describe("the speed of a ServeU", () => {
  it.each([
    [1, 1_000, "01"],
    [50, 1_000, "19"],
    [51, 1_000, "1a"],
    [52, 1_000, "1a"],
    [100, 1_000, "26"],
    [75, 100, "c8"],
    [100, 133, "c9"],
    [40, 39, "d4"],
    [97, 50, "f8"],
    [100, 50, "fa"],
    [100, 49, "fa"],
    [100, 0, "fa"],
    [18, 72, "4c"],
  ])("over %i steps in %i ms is %s", (distance, durationMs, speed) => {
    const [packet] = open("serveu", "").send("hwPositionWithDuration", 0, distance, durationMs);
    expect(packet?.slice(-2)).toBe(speed);
  });
});

describe("the number of a Youou packet", () => {
  it("starts again after 255", () => {
    const device = open("youou", "");
    for (let sent = 0; sent < 255; sent += 1) device.send("vibrate", 0, 1);
    const rest = "ff 00 00 00 00 00 00 00";
    expect(device.send("vibrate", 0, 128)).toEqual([`aa 55 ff 02 03 01 80 01 81 ${rest}`]);
    expect(device.send("vibrate", 0, 0)).toEqual([`aa 55 00 02 03 01 00 00 ff ${rest}`]);
  });

  it("says nothing about the model, which every name leads to", async () => {
    expect(await protocolOf("youou").identify?.(scriptedIo({ name: "VX001_1234" }).io)).toBe("VX001_");
  });
});

describe("a Lioness", () => {
  const { io, log } = scriptedIo();

  it("is greeted and need not answer", async () => {
    await initializeDevice(protocolOf("lioness"), io, modelOf("lioness", ""));
    expect(log).toEqual(["subscribe rx", "tx!: 01 aa aa bb cc 10"]);
  });

  it.each(["subscribe", "write"])("that refuses to %s is to be paired by a person, and fails", async (what) => {
    const asked: string[] = [];
    const refused = {
      ...io,
      [what]: async () => {
        throw gone;
      },
      askPerson: (request: string) => asked.push(request),
    };
    await expect(initializeDevice(protocolOf("lioness"), refused, modelOf("lioness", ""))).rejects.toBe(gone);
    expect(asked).toEqual([expect.stringContaining("6496")]);
  });
});
