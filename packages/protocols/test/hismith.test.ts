import { deviceDatabase } from "@buttplug-ts/device-db";
import { hex } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { open, protocolOf } from "./devices.js";
import { gone, scriptedIo } from "./scripted-io.js";
import { simulated } from "./simulation.js";

const hismith = protocolOf("hismith");
const mini = protocolOf("hismith-mini");

describe("the identification of a Hismith device", () => {
  it("is the number that is read, as hexadecimal digits", async () => {
    const { io, log } = scriptedIo({ reads: [hex`10 01`] });
    expect(await hismith.identify?.(io)).toBe("1001");
    expect(log).toEqual(["read rxblemodel"]);
    expect(await mini.identify?.(scriptedIo({ reads: [hex`22 05`] }).io)).toBe("2205");
  });

  it("keeps what the database lists, and hands everything else over to the newer protocol", async () => {
    const listed = deviceDatabase.models.filter(
      ({ protocol }) => protocol === "hismith" || protocol === "hismith-mini",
    );
    for (const { protocol, identifier } of listed.filter(({ identifier }) => identifier !== "")) {
      const number = Number.parseInt(identifier, 16);
      const { io } = scriptedIo({ reads: [Uint8Array.of(number >> 8, number & 0xff)] });
      expect(await hismith.identify?.(io)).toEqual(protocol === "hismith" ? identifier : { protocol, identifier });
    }
  });

  it.each([
    [hex``, ""],
    [hex`10`, "10"],
    [hex`0a 0f`, "0a0f"],
    [hex`10 01 00`, "100100"],
  ])("hands over what has another length, or no number of anybody: %o", async (data, identifier) => {
    const other = { protocol: "hismith-mini", identifier };
    expect(await hismith.identify?.(scriptedIo({ reads: [data] }).io)).toEqual(other);
    expect(await mini.identify?.(scriptedIo({ reads: [data] }).io)).toBe(identifier);
    expect(deviceDatabase.model("hismith-mini", identifier)?.id).toBe("hismith-mini-device");
  });

  it.each([hismith, mini])("of $key fails with the read", async ({ identify }) => {
    await expect(identify?.(scriptedIo({ goneAt: 0 }).io)).rejects.toBe(gone);
  });

  it("takes the name with a control character in front", () => {
    const advertisement = { kind: "bluetooth", id: "1", services: [], manufacturerData: [] } as const;
    expect(deviceDatabase.match({ ...advertisement, name: "\u0007HISMITH" })).toEqual(["hismith"]);
    expect(deviceDatabase.match({ ...advertisement, name: "Eropair Cup" })).toEqual(["hismith-mini"]);
    expect(deviceDatabase.match({ ...advertisement, name: "Eropair" })).toEqual([]);
  });
});

describe("the packets of newer Hismith devices", () => {
  it.each([
    ["3101", "vibrate", 0, "cc 03 3c 3f"],
    ["3101", "vibrate", 1, "cc 05 3c 41"],
    ["3102", "oscillate", 0, "cc 03 3c 3f"],
    ["3102", "vibrate", 1, "cc 05 3c 41"],
    ["2101", "constrict", 0, "cc 03 3c 3f"],
    ["2201", "vibrate", 1, "cc 05 3c 41"],
    ["2204", "oscillate", 0, "cc 03 3c 3f"],
    ["2204", "constrict", 1, "cc 05 3c 41"],
    ["2202", "vibrate", 1, "cc 05 3c 41"],
  ] as const)("of %s: %s %i", (identifier, output, feature, packet) => {
    expect(open("hismith-mini", identifier).send(output, feature, 60)).toEqual([packet]);
  });

  it("say the direction after the speed, also of a standstill", () => {
    const device = open("hismith-mini", "2205");
    expect(device.send("rotate", 0, -100)).toEqual(["cc 03 64 67", "cc 01 c1 c2"]);
    expect(device.send("rotate", 0, 0)).toEqual(["cc 03 00 03", "cc 01 c0 c1"]);
  });

  it("do not spray for a 0", () => {
    const device = open("hismith-mini", "4002");
    expect(device.send("spray", 0, 0)).toEqual([]);
    expect(device.send("spray", 0, 1)).toEqual(["cc 0b 01 0c"]);
    expect(device.send("spray", 0, 0)).toEqual([]);
  });
});

describe("a simulated Hismith device", () => {
  it("thrusts and vibrates", () => {
    const { tell, values, device } = simulated("hismith", "2001");
    tell(hex`aa 04 32 36`);
    tell(hex`aa 06 01 07`);
    expect(values()).toEqual([50, 1]);
    tell(hex`aa 06 f0 f6`);
    expect(values()).toEqual([50, 0]);
    expect(device.read?.("rxblemodel")).toEqual(hex`20 01`);
    expect(device.read?.("tx")).toBeUndefined();
  });

  it("of the newer kind has two places for motors, and turns either way", () => {
    const dual = simulated("hismith-mini", "3101");
    dual.tell(hex`cc 03 3c 3f`);
    dual.tell(hex`cc 05 64 69`);
    expect(dual.values()).toEqual([60, 100]);
    const aston = simulated("hismith-mini", "2205");
    aston.tell(hex`cc 03 28 2b`);
    aston.tell(hex`cc 01 c1 c2`);
    expect(aston.values()).toEqual([-40]);
    aston.tell(hex`cc 03 00 03`);
    expect(aston.values()).toEqual([0]);
    expect(aston.device.read?.("rxblemodel")).toEqual(hex`22 05`);
  });

  it("ignores what it does not know", () => {
    for (const [key, identifier, head] of [
      ["hismith", "2001", 0xaa],
      ["hismith-mini", "3101", 0xcc],
    ] as const) {
      const { tell, values } = simulated(key, identifier);
      for (const data of [hex``, hex`${head} 04 32`, hex`${head} 04 32 37`, hex`${head} 03 32 36`, hex`ab 04 32 36`])
        tell(data);
      tell(hex`${head} 04 32 36`, "rxblemodel");
      expect(values()).toEqual([0, 0]);
    }
  });
});
