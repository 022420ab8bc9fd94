import { hex, initializeDevice } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { modelOf, open, protocolOf } from "./devices.js";
import { gone, scriptedIo } from "./scripted-io.js";
import { simulated } from "./simulation.js";

const satisfyer = protocolOf("satisfyer");
const company = 0x005d;

describe("the identification of a Satisfyer device", () => {
  const identified = (...records: (readonly [number, Uint8Array])[]) => {
    const { io, log } = scriptedIo({
      reads: [hex`00 00 27 b0`],
      manufacturerData: records.map(([from, data]) => ({ company: from, data })),
    });
    return satisfyer.identify?.(io).then((identifier) => ({ identifier, log }));
  };

  it.each([
    [hex`00 00 27 15`, "10005"],
    [hex`00 00 27 51`, "10065"],
    [hex`00 00 28 45`, "10309"],
    [hex`ff ff ff ff`, "4294967295"],
    [hex`00 00 27`, "0"],
    [hex`00 00 27 15 00`, "0"],
    [hex``, "0"],
  ])("is what it advertises, and nothing is read: %o is %s", async (data, identifier) => {
    expect(await identified([company, data])).toEqual({ identifier, log: [] });
  });

  it("prefers the record of its company, and takes another's where it has none", async () => {
    const other = [76, hex`00 00 27 15`] as const;
    expect(await identified(other, [company, hex`00 00 27 51`])).toMatchObject({ identifier: "10065" });
    expect(await identified(other)).toMatchObject({ identifier: "10005" });
  });

  it("is read where it advertises no company data", async () => {
    expect(await identified()).toEqual({ identifier: "10160", log: ["read rxblemodel"] });
  });

  it("is 0, which no model has, where what is read has another length", async () => {
    expect(await satisfyer.identify?.(scriptedIo({ reads: [hex`27 b0`] }).io)).toBe("0");
  });

  it("fails with the read", async () => {
    await expect(satisfyer.identify?.(scriptedIo({ goneAt: 0 }).io)).rejects.toBe(gone);
  });
});

describe("the initialization of a Satisfyer device", () => {
  it("starts it, with response", async () => {
    const { io, log } = scriptedIo();
    await initializeDevice(satisfyer, io, modelOf("satisfyer", ""));
    expect(log).toEqual(["command!: 01"]);
  });

  it("fails with the write", async () => {
    const { io } = scriptedIo({ goneAt: 0 });
    await expect(initializeDevice(satisfyer, io, modelOf("satisfyer", ""))).rejects.toBe(gone);
  });
});

describe("the packets of a Satisfyer device", () => {
  it.each([
    ["10005", 1],
    ["10160", 2],
    ["10162", 2],
    ["10065", 3],
    ["10068", 3],
  ])("have four bytes a motor: %s has %i", (identifier, motors) => {
    const [packet = ""] = open("satisfyer", identifier).send("vibrate", 0, 10);
    expect(packet).toBe(`0a 0a 0a 0a${" 00 00 00 00".repeat(motors - 1)}`);
  });

  it("keep what the other motors do", () => {
    const device = open("satisfyer", "10065");
    device.send("vibrate", 0, 75);
    device.send("vibrate", 1, 50);
    expect(device.send("vibrate", 2, 25)).toEqual(["4b 4b 4b 4b 32 32 32 32 19 19 19 19"]);
  });

  it("are repeated every three seconds", () => {
    expect(satisfyer.keepalive).toEqual({ repeatLast: { everyMs: 3_000 } });
  });
});

describe("a simulated Satisfyer device", () => {
  it("takes levels once it is started, for all motors at once", () => {
    const { tell, values } = simulated("satisfyer", "10160");
    tell(hex`01 01 01 01 02 02 02 02`);
    tell(hex`03`, "command");
    tell(hex`01 01 01 01 02 02 02 02`);
    expect(values()).toEqual([0, 0]);
    tell(hex`01`, "command");
    tell(hex`01 01 01 01 02 02 02 02`);
    expect(values()).toEqual([1, 2]);
    tell(hex`05 05 05 05`);
    tell(hex`03 03 03 04 02 02 02 09`);
    expect(values()).toEqual([1, 2]);
  });

  it("tells its number, and nothing else", () => {
    const { device } = simulated("satisfyer", "10160");
    expect(device.read?.("rxblemodel")).toEqual(hex`00 00 27 b0`);
    expect(device.read?.("tx")).toBeUndefined();
  });
});
