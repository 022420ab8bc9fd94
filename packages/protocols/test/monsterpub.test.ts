import type { Endpoint } from "@buttplug-ts/core";
import { hex, initializeDevice } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { modelOf, open, protocolOf } from "./devices.js";
import { gone, scriptedIo } from "./scripted-io.js";
import { simulated } from "./simulation.js";

const monsterpub = protocolOf("monsterpub");

describe("the identification of a MonsterPub device", () => {
  const identified = (...reads: Uint8Array[]) => monsterpub.identify?.(scriptedIo({ reads }).io);

  it("is the text that it gives, without its zeros", async () => {
    expect(await identified(hex`4d 50 32 5f 4a 4b 5f 4e 5f 50 31`)).toBe("MP2_JK_N_P1");
    expect(await identified(hex`4d 00 50 32 5f 4a 4b 5f 4e 5f 50 31 00 00 00`)).toBe("MP2_JK_N_P1");
  });

  it("is unknown where nothing can be read", async () => {
    expect(await monsterpub.identify?.(scriptedIo({ goneAt: 0 }).io)).toBe("Unknown");
  });

  it("fails for bytes that are no text", async () => {
    await expect(identified(hex`ff fe`)).rejects.toMatchObject({ code: "protocol/not-identified" });
  });
});

describe("the handshake of a MonsterPub device", () => {
  const shakeHands = (read: Uint8Array, endpoints: readonly Endpoint[] = ["rx", "tx"], goneAt?: number) => {
    const { io, log } = scriptedIo({ reads: [read], endpoints, ...(goneAt !== undefined && { goneAt }) });
    return { log, done: initializeDevice(monsterpub, io, modelOf("monsterpub", "")) };
  };
  const challenge = hex`10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e`;

  // The second is the sheet's; the others follow from its keys by hand.
  it.each([
    [hex`00 ${challenge}`, "22 58 42 5c 26 5c 46 58 2a 50 4a 54 2e 54 4e"],
    [hex`02 ${challenge}`, "43 58 41 25 47 5c 45 21 4b 50 49 2d 4f 54 4d"],
    [hex`01 ${new Uint8Array(15)}`, "4c 53 42 42 4c 53 42 42 4c 53 42 42 4c 53 42"],
    [hex`03 ${new Uint8Array(16)}`, "54 41 4c 4b 54 41 4c 4b 54 41 4c 4b 54 41 4c"],
  ])("answers a challenge", async (read, response) => {
    const { log, done } = shakeHands(read);
    await done;
    expect(log).toEqual(["read rx", `rx!: ${response}`]);
  });

  it("is none where the device has no place for it", async () => {
    const { log, done } = shakeHands(hex``, ["tx"]);
    await done;
    expect(log).toEqual([]);
  });

  it.each([hex``, hex`02`, hex`02 ${challenge.subarray(1)}`, hex`04 ${challenge}`, hex`ff ${challenge}`])(
    "fails for %o",
    async (read) => {
      await expect(shakeHands(read).done).rejects.toMatchObject({ code: "protocol/not-identified" });
    },
  );

  it.each([0, 1])("fails when the link ends at step %i", async (goneAt) => {
    await expect(shakeHands(hex`00 ${challenge}`, ["rx", "tx"], goneAt).done).rejects.toBe(gone);
  });

  it.each([
    [["tx", "txmode", "txvibrate", "generic0"], "txvibrate", "txvibrate"],
    [["tx", "txmode", "generic0"], "tx", "txmode"],
    [["tx"], "tx", "tx"],
    [["txmode", "generic0"], "generic0", "generic0"],
  ] as const)("finds where %o takes levels and where it stops", async (endpoints, levels, rest) => {
    expect(await shakeHands(hex``, endpoints).done).toEqual({ levels, rest });
  });
});

it("a MonsterPub device that stops at another place needs all motors to be off for that", () => {
  const device = open("monsterpub", "TDG_CRAYBIT_PT", "tx");
  expect([0, 1, 2].flatMap((motor) => device.send("vibrate", motor, 1))).toEqual(["01 00 00", "01 01 00", "01 01 01"]);
  expect([2, 0, 1].flatMap((motor) => device.send("vibrate", motor, 0))).toEqual(["01 01 00", "00 01 00", "00 00 00"]);
});

it("a simulated MonsterPub device obeys after the response to its challenge, at each of its places", () => {
  const { tell, values, device } = simulated("monsterpub", "MP2_JK_N_P1");
  tell(hex`01 02`, "txvibrate");
  tell(hex`43`, "rx");
  expect(values()).toEqual([0, 0]);
  tell(hex`43 58 41 25 47 5c 45 21 4b 50 49 2d 4f 54 4d`, "rx");
  tell(hex`01 02`, "txvibrate");
  expect(values()).toEqual([1, 2]);
  tell(hex`03 03 04`, "generic0");
  expect(values()).toEqual([3, 4]);
  tell(hex`00 00`, "txmode");
  tell(hex`05`, "tx");
  expect(values()).toEqual([0, 0]);
  expect(device.read?.("tx")).toBeUndefined();
});
