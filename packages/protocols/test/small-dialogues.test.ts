import { hex, initializeDevice } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { modelOf, open, protocolOf } from "./devices.js";
import { gone, type Script, scriptedIo } from "./scripted-io.js";
import { simulated } from "./simulation.js";

function initialize(key: string, script: Script) {
  const { io, log } = scriptedIo(script);
  return { log, done: initializeDevice(protocolOf(key), io, modelOf(key, "")) };
}

describe("the handshake of ankni", () => {
  const ones = `tx!: ${Array(20).fill("01").join(" ")}`;
  const sums = (byte: string) => `tx!: 01 02 ${Array(16).fill(byte).join(" ")} 00 00`;

  it.each([
    [hex`66 55 44 33 22 11`, "06"],
    [hex`0a 0b 0c 0d 0e 0f`, "0d"],
    [hex``, "10"],
  ])("of %o shows the checksum %s", async (told, sum) => {
    const { log, done } = initialize("ankni", { reads: [told] });
    await done;
    expect(log).toEqual(["read generic0", ones, sums(sum)]);
  });

  it("is none for devices that tell more than six bytes", async () => {
    const { log, done } = initialize("ankni", { reads: [hex`01 a6 01 00 00 01 16`] });
    await done;
    expect(log).toEqual(["read generic0"]);
  });

  it.each([0, 1, 2])("fails when the link ends at step %i", async (goneAt) => {
    await expect(initialize("ankni", { goneAt }).done).rejects.toBe(gone);
  });

  it("makes a simulated device obey", () => {
    const { tell, values } = simulated("ankni", "");
    const full = hex`03 12 03 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00`;
    tell(full);
    tell(new Uint8Array(20).fill(1));
    tell(full);
    expect(values()).toEqual([0]);
    tell(hex`01 02 06 06 06 06 06 06 06 06 06 06 06 06 06 06 06 06 00 00`);
    tell(full);
    expect(values()).toEqual([3]);
  });
});

describe("the type of a sensee-v2 device", () => {
  it.each([
    [hex`00 00 00 00 00 00 66 00`, 0x66],
    [hex`00 00 00 00 00 00 01`, 0x01],
    [hex`00 00 00 00 00 00 00 66`, 0x65],
    [hex`66 66 66 66 66 66`, 0x65],
    [hex`66 66 66 66 66`, 0x65],
    [hex``, 0x65],
  ])("in %o is %i", async (told, type) => {
    const { log, done } = initialize("sensee-v2", { reads: [told] });
    expect(await done).toBe(type);
    expect(log).toEqual(["read tx"]);
  });

  it("fails with the read", async () => {
    await expect(initialize("sensee-v2", { goneAt: 0 }).done).rejects.toBe(gone);
  });

  it("and the packet's length have to be right for a simulated device", () => {
    const { tell, values } = simulated("sensee-v2", "CCP322S5");
    tell(hex`55 aa f0 02 00 0d 65 f1 02 00 01 01 05 01 01 01 1e 00 00`);
    tell(hex`55 aa f0 02 00 0c 66 f1 02 00 01 01 05 01 01 01 1e 00 00`);
    tell(hex`55 aa f0 02 00 0d 66 f1 02 00 01 01 05 01 01 01 1e 00`);
    expect(values()).toEqual([0, 0]);
    tell(hex`55 aa f0 02 00 0d 66 f1 02 00 01 01 05 01 01 01 1e 00 00`);
    expect(values()).toEqual([5, 30]);
  });
});

describe("the identification of a Vibratissimo device", () => {
  const identified = (read: Uint8Array, goneAt?: number) => {
    const { io } = scriptedIo({ name: "Vibratissimo", reads: [read], ...(goneAt !== undefined && { goneAt }) });
    return protocolOf("vibratissimo").identify?.(io);
  };

  it("is the text that it gives, else its name", async () => {
    expect(await identified(hex`52 61 62 62 69 74`)).toBe("Rabbit");
    expect(await identified(hex`ff`)).toBe("Vibratissimo");
  });

  it("fails with the read", async () => {
    await expect(identified(hex``, 0)).rejects.toBe(gone);
  });

  it("decides how many levels a simulated device takes, in the mode for levels", () => {
    const { tell, values } = simulated("vibratissimo", "Rabbit");
    tell(hex`ff 10 02`, "txvibrate");
    tell(hex`03 ff`, "txmode");
    tell(hex`ff 10`, "txvibrate");
    expect(values()).toEqual([0, 0, 0]);
    tell(hex`ff 10 02`, "txvibrate");
    expect(values()).toEqual([255, 16, 2]);
  });
});

describe("the identification of a Patoo device", () => {
  it.each([
    ["PTVEA2601", "PTVEA"],
    ["PBT2", "PBT"],
    ["PBTX1PBT", "PBTX"],
    ["PCS", "PCS"],
    ["1", ""],
  ])("of %s is %s", async (name, identifier) => {
    expect(await protocolOf("patoo").identify?.(scriptedIo({ name }).io)).toBe(identifier);
  });

  it("is not the second motor's level while the first runs", () => {
    const device = open("patoo", "PBT");
    expect(
      [device.send("vibrate", 1, 70), device.send("vibrate", 0, 50), device.send("vibrate", 1, 10)].flat(),
    ).toEqual(["F", "80", "2", "04", "2", "04"]);
  });
});

describe("the mode of a Foreo device", () => {
  it.each([
    ["LUNA PLAYSMART2", 3],
    ["Luna Play Smart 2 Pro", 3],
    ["luna fofo", 1],
    ["UFO3led", 1],
    ["UFO MINI", 1],
    ["LUNA PLAY SMART", 0],
    ["LUNA4PLUS", 0],
    ["KIWI derma", 0],
    ["", 0],
  ])("of %s is %i", async (name, mode) => {
    expect(await initialize("foreo", { name }).done).toBe(mode);
  });
});
