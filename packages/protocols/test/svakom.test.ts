import { initializeDevice, type OutputCommand } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { modelOf, open, protocolOf } from "./devices.js";
import { gone, scriptedIo } from "./scripted-io.js";

const vibrate = (feature: number, value: number): OutputCommand => ({ feature, type: "vibrate", value, durationMs: 0 });
const commit = (key: string, identifier = "") => {
  const device = open(key, identifier);
  return (...levels: readonly (readonly [feature: number, value: number])[]) =>
    device.commit(levels.map(([feature, value]) => vibrate(feature, value)));
};

describe("the initialization of a Svakom Sam Neo", () => {
  const sam = protocolOf("svakom-sam");
  const initialize = (script: Parameters<typeof scriptedIo>[0]) => {
    const { io, log } = scriptedIo(script);
    return { log, done: initializeDevice(sam, io, modelOf("svakom-sam", "")) };
  };

  it.each([
    [["tx", "rx"], "first"],
    [["tx", "rx", "txmode"], "second"],
    [["tx", "rx", "firmware"], "second"],
    [["tx", "rx", "txmode", "firmware"], "second"],
  ] as const)("finds in the endpoints %o the %s generation and writes nothing", async (endpoints, generation) => {
    const { log, done } = initialize({ endpoints });
    expect(await done).toBe(generation);
    expect(log).toEqual(["subscribe rx"]);
  });

  it("fails when the link ends while it subscribes", async () => {
    await expect(initialize({ goneAt: 0 }).done).rejects.toBe(gone);
  });
});

describe("two motors of a Svakom device", () => {
  it.each([
    ["svakom-barney", "", "03", " 00"],
    ["svakom-v4", "ERICA", "01", " 00"],
    ["svakom-v5", "Mora Neo", "01", ""],
    ["svakom-v6", "Vick Neo 2", "01", " 00"],
    ["svakom-v6", "Iker Neo", "01", " 00"],
  ])("of %s %s run at the higher of their levels and stop one after the other", (key, identifier, on, tail) => {
    const send = commit(key, identifier);
    expect(send([1, 3])).toEqual([`55 03 02 00 ${on} 03${tail}`]);
    expect(send([0, 10])).toEqual([`55 03 00 00 ${on} 0a${tail}`]);
    expect(send([0, 2])).toEqual([`55 03 00 00 ${on} 03${tail}`]);
    expect(send([1, 0])).toEqual([`55 03 01 00 ${on} 02${tail}`]);
    expect(send([0, 0])).toEqual([`55 03 00 00 00 00${tail}`]);
  });

  it("of an Iker Neo are left alone by the third", () => {
    const send = commit("svakom-v6", "Iker Neo");
    send([0, 6]);
    expect(send([2, 5])).toEqual(["55 07 00 00 01 05 00"]);
    expect(send([1, 6], [2, 0])).toEqual(["55 03 00 00 01 06 00", "55 07 00 00 00 00 00"]);
    expect(send([0, 0])).toEqual(["55 03 02 00 01 06 00"]);
  });
});

describe("a single motor of a Svakom device", () => {
  it.each([
    ["svakom-v4", "VV468A", "00", " 00"],
    ["svakom-v5", "Mini Emma Neo", "01", ""],
    ["svakom-v6", "VA617A-4", "00", " 00"],
  ])("of %s %s is chosen by %s", (key, identifier, choice, tail) => {
    const send = commit(key, identifier);
    expect(send([0, 1])).toEqual([`55 03 ${choice} 00 01 01${tail}`]);
    expect(send([0, 0])).toEqual([`55 03 00 00 00 00${tail}`]);
  });
});

it("a Svakom suitcase counts 30 steps as ten steps of three tiers", () => {
  const send = commit("svakom-suitcase");
  const steps = Array.from({ length: 30 }, (_, index) => send([0, index + 1])[0]?.slice(-5));
  const tier = (number: string) =>
    ["01", "02", "03", "04", "05", "06", "07", "08", "09", "0a"].map((step) => `${number} ${step}`);
  expect(steps).toEqual([...tier("01"), ...tier("02"), ...tier("03")]);
});
