import { deviceDatabase } from "@buttplug-ts/device-db";
import { hex, initializeDevice } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { modelOf, open, protocolOf } from "./devices.js";
import { gone, scriptedIo } from "./scripted-io.js";
import { simulated } from "./simulation.js";

const wevibe = protocolOf("wevibe");
const off = "0f 00 00 00 00 00 00 00";
const on = (both: string) => `0f 03 00 ${both} 00 03 00 00`;
const initialize = (script: Parameters<typeof scriptedIo>[0]) => {
  const { io, log } = scriptedIo(script);
  return { log, done: initializeDevice(wevibe, io, modelOf("wevibe", "Nova")) };
};

describe("the initialization of a We-Vibe device", () => {
  it("lets both motors run for a moment, with response and without waiting", async () => {
    const { log, done } = initialize({});
    await done;
    expect(log).toEqual([`tx!: ${on("99")}`, `tx!: ${off}`]);
  });

  it.each([0, 1])("fails when the link ends at write %i", async (goneAt) => {
    const { log, done } = initialize({ goneAt });
    await expect(done).rejects.toBe(gone);
    expect(log).toHaveLength(goneAt);
  });
});

describe("the levels of a We-Vibe device", () => {
  it("stand twice in the packet of a device with one motor", () => {
    const device = open("wevibe", "Pivot");
    expect([0, 7, 15, 0].flatMap((level) => device.send("vibrate", 0, level))).toEqual([off, on("77"), on("ff"), off]);
  });

  it("stay what they were for the motor that gets no command", () => {
    const device = open("wevibe", "Nova");
    const steps = [
      [0, 8],
      [1, 15],
      [0, 0],
      [1, 0],
    ] as const;
    expect(steps.flatMap(([motor, level]) => device.send("vibrate", motor, level))).toEqual([
      on("80"),
      on("8f"),
      on("0f"),
      off,
    ]);
  });

  it("leave the first motor off when only the second runs", () => {
    expect(open("wevibe", "Sync").send("vibrate", 1, 1)).toEqual([on("01")]);
  });

  it("go out once a commit, as in the recorded case of a 4 Plus", () => {
    const device = open("wevibe", "4plus");
    const both = (first: number, second: number) =>
      device.commit([first, second].map((value, feature) => ({ type: "vibrate", feature, value, durationMs: 0 })));
    expect([both(8, 4), both(12, 8), both(0, 8), both(0, 0)].flat()).toEqual([on("84"), on("c8"), on("08"), off]);
  });

  it("are two for the models that have two motors", () => {
    const dual = deviceDatabase.models.filter(({ protocol, features }) => protocol === "wevibe" && features.length > 1);
    expect(dual.map(({ identifier }) => identifier)).toEqual(["Cougar", "Gala", "Nova", "Sync"]);
  });
});

describe("a simulated We-Vibe device", () => {
  it("takes both levels from one byte", () => {
    const { tell, values } = simulated("wevibe", "Nova");
    expect(tell(hex`0f 03 00 8f 00 03 00 00`)).toEqual([]);
    expect(values()).toEqual([8, 15]);
    tell(hex`0f 00 00 00 00 00 00 00`);
    expect(values()).toEqual([0, 0]);
  });

  it("ignores what it does not know", () => {
    const { tell, values } = simulated("wevibe", "Nova");
    tell(hex`0f 03 00 8f 00 03 00`);
    tell(hex`0e 03 00 8f 00 03 00 00`);
    tell(hex`0f 03 00 8f 00 03 00 00`, "rx");
    expect(values()).toEqual([0, 0]);
  });
});
