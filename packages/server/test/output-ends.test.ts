import { ButtplugError } from "@buttplug-ts/core";
import { combined, defineProtocol, stateful, write } from "@buttplug-ts/protocol-kit";
import { settle, testProtocol } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { DeviceLimits, type DeviceSettings } from "../src/device-limits.js";
import { schedulerOn } from "./scheduler-bench.js";

const gone = new ButtplugError("hardware/disconnected", "gone");
const packet = { endpoint: "tx", data: Uint8Array.of(7), withResponse: false } as const;
const slowly: DeviceSettings = {
  features: Object.fromEntries([0, 1].map((index) => [index, { outputs: { vibrate: { maxRisePerSecond: 20 } } }])),
};

describe("stops that wait for the same write", () => {
  it("are all written and told, also those of other features", async () => {
    const { clock, device, set, stop, take } = await schedulerOn({ outputs: ["vibrate", "vibrate", "vibrate"] });
    device.writeMs = 50;
    set(2, 5);
    await settle();
    void stop(0);
    void stop(1);
    await clock.advance(200);
    expect(take()).toEqual({
      writes: ["tx 02 00 05", "tx 00 00 00", "tx 01 00 00"],
      results: ["2=5 written", "stopped", "stopped"],
    });
  });
});

it.each([
  ["a feature's before the device's", [[0], []]],
  ["the device's before a feature's", [[], [0]]],
])("of stops that wait for the same write, %s, the wider counts", async (_, stops) => {
  const { clock, device, set, stop, take } = await schedulerOn({ outputs: ["vibrate", "vibrate"] });
  device.writeMs = 50;
  set(1, 5);
  await settle();
  for (const features of stops) void stop(...features);
  await clock.advance(200);
  expect(take()).toEqual({
    writes: ["tx 01 00 05", "tx 00 00 00", "tx 01 00 00"],
    results: ["1=5 written", "stopped", "stopped"],
  });
});

it("a value that came after the stop takes the place of one that gave way to it", async () => {
  const { clock, device, set, stop, take } = await schedulerOn({ outputs: ["vibrate", "vibrate"] });
  device.writeMs = 50;
  set(0, 7);
  set(1, 7);
  await settle();
  void stop(0);
  set(1, 9);
  await clock.advance(200);
  expect(take()).toEqual({
    writes: ["tx 00 00 07", "tx 00 00 00", "tx 01 00 09"],
    results: ["0=7 written", "1=7 superseded", "stopped", "1=9 written"],
  });
});

it("a stop of one feature does not wait for all packets of a command for several; the others get theirs after it", async () => {
  const both = combined((all) => [1, 2, 3].map((part) => write("tx", Uint8Array.of(part, all[0] ?? 0, all[1] ?? 0))));
  const protocol = defineProtocol({ ...testProtocol, outputs: { vibrate: both } });
  const { clock, device, set, stop, take } = await schedulerOn({ outputs: ["vibrate", "vibrate"], protocol });
  device.writeMs = 50;
  set(0, 5);
  set(1, 6);
  await settle();
  void stop(0);
  await clock.advance(1_000);
  const { writes, results } = take();
  expect(writes.slice(0, 2)).toEqual(["tx 01 05 06", "tx 01 00 06"]);
  expect(writes.slice(-3)).toEqual(["tx 01 00 06", "tx 02 00 06", "tx 03 00 06"]);
  expect(results).toEqual(["0=5 superseded", "stopped", "1=6 written"]);
});

it("a stop breaks off the steps of motions after the one under way", async () => {
  const step = (at: number) => ({ packet: write("tx", Uint8Array.of(at)), state: at });
  const moving = () =>
    stateful<number>({
      initial: 0,
      encode: (_, { value }) => [step(value)],
      motion: { everyMs: 100, step: (at) => step(at + 1), halt: (at) => at },
    });
  const protocol = defineProtocol({
    ...testProtocol,
    outputs: { position: moving(), hwPositionWithDuration: moving() },
  });
  const outputs = ["position", "hwPositionWithDuration"] as const;
  const { clock, device, set, stop, take } = await schedulerOn({ outputs, protocol });
  set(0, 10);
  set(1, 20);
  await clock.advance(100);
  expect(take().writes).toEqual(["tx 0a", "tx 14", "tx 0b", "tx 15"]);
  device.writeMs = 50;
  await clock.advance(100);
  void stop();
  await clock.advance(50);
  expect(take()).toEqual({ writes: ["tx 0c"], results: ["stopped"] });
});

describe("when the device ends", () => {
  it("a stop and a packet that wait fail, as do those that come later, and nothing more is written", async () => {
    const { clock, device, scheduler, set, stop, take } = await schedulerOn({ outputs: ["vibrate"] });
    device.writeMs = 50;
    set(0, 5);
    await settle();
    const waiting = Promise.allSettled([stop(), scheduler.writeInTurn(packet)]);
    scheduler.end(gone);
    scheduler.end(new ButtplugError("hardware/write-failed", "not the first reason"));
    const later = Promise.allSettled([stop(), scheduler.writeInTurn(packet)]);
    const all = [...(await waiting), ...(await later)];
    expect(all.map((each) => each.status === "rejected" && each.reason)).toEqual([gone, gone, gone, gone]);
    await clock.advance(10_000);
    expect(take().writes).toEqual(["tx 00 00 05"]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("no timer of a value, a rise or a keepalive stays, and a value of the same tick is not written", async () => {
    const benches = await Promise.all([
      schedulerOn({ outputs: ["vibrate"], gapMs: 75 }),
      schedulerOn({ outputs: ["vibrate"], settings: slowly }),
      schedulerOn({ outputs: ["vibrate"], needsKeepalive: true }),
    ]);
    for (const { clock, scheduler, set, take } of benches) {
      set(0, 50);
      await settle();
      set(0, 60);
      await settle();
      take();
      expect(clock.pendingTimers).toBeGreaterThan(0);
      set(0, 70);
      scheduler.end(gone);
      await settle();
      expect(clock.pendingTimers).toBe(0);
      await clock.advance(10_000);
      expect(take().writes).toEqual([]);
    }
  });
});

describe("levels that rise slowly", () => {
  it("begin at rest after a stop", async () => {
    const { clock, set, stop, take } = await schedulerOn({ outputs: ["vibrate"], settings: slowly });
    set(0, 10);
    await clock.advance(1_000);
    await stop();
    take();
    set(0, 10);
    await clock.advance(50);
    expect(take().writes).toEqual(["tx 00 00 01", "tx 00 00 02"]);
  });

  it("get there also when a stop of another feature came between", async () => {
    const { clock, device, set, stop, take } = await schedulerOn({ outputs: ["vibrate", "vibrate"], settings: slowly });
    device.writeMs = 60;
    set(0, 3);
    set(1, 3);
    await settle();
    void stop(0);
    await clock.advance(1_000);
    const { writes, results } = take();
    expect(writes.slice(0, 2)).toEqual(["tx 00 00 01", "tx 00 00 00"]);
    expect(writes.at(-1)).toBe("tx 01 00 03");
    expect(results).toEqual(["0=3 written", "stopped", "1=3 written"]);
  });

  it("are written no more often than they rise, however often another feature is", async () => {
    const { clock, set, take } = await schedulerOn({
      outputs: ["vibrate", "rotate"],
      settings: { features: { 0: { outputs: { vibrate: { maxRisePerSecond: 40 } } } } },
    });
    set(0, 8);
    for (let value = 1; value <= 15; value += 1) {
      set(1, value);
      await clock.advance(10);
    }
    expect(take().writes.filter((each) => each.startsWith("tx 00"))).toEqual([
      "tx 00 00 02",
      "tx 00 00 04",
      "tx 00 00 06",
      "tx 00 00 08",
    ]);
  });

  it("go on rising when another feature is stopped", async () => {
    const { clock, set, stop, take } = await schedulerOn({ outputs: ["vibrate", "vibrate"], settings: slowly });
    set(0, 5);
    set(1, 5);
    await settle();
    take();
    await stop(0);
    await clock.advance(1_000);
    expect(take().writes).toEqual(["tx 00 00 00", "tx 01 00 02", "tx 01 00 03", "tx 01 00 04", "tx 01 00 05"]);
  });
});

it("a value that repeats what was written, and so writes nothing, begins no gap", async () => {
  const { clock, set, take } = await schedulerOn({ outputs: ["vibrate"], gapMs: 75 });
  for (const value of [5, 5]) {
    set(0, value);
    await clock.advance(75);
  }
  set(0, 5);
  await settle();
  set(0, 6);
  await settle();
  expect(take().writes).toEqual(["tx 00 00 05", "tx 00 00 06"]);
});

describe("limits that change", () => {
  it("hold also for what is being written", async () => {
    const { clock, device, model, scheduler, set, shaper, take } = await schedulerOn({
      outputs: ["vibrate", "vibrate"],
    });
    device.writeMs = 50;
    for (const feature of [0, 1]) set(feature, 90);
    await settle();
    const limits = { outputs: { vibrate: { range: [0, 50] } } } as const;
    shaper.change(new DeviceLimits(model, { features: { 0: limits, 1: limits } }));
    scheduler.limitsChanged(0);
    await clock.advance(1_000);
    expect(take().writes.slice(-2)).toEqual(["tx 00 00 32", "tx 01 00 32"]);
  });

  it("bring their gap, and do not put what was written in the place of what waits", async () => {
    const { clock, model, scheduler, set, shaper, take } = await schedulerOn({ outputs: ["vibrate"], gapMs: 75 });
    set(0, 90);
    await settle();
    set(0, 20);
    take();
    shaper.change(new DeviceLimits(model, { features: { 0: { outputs: { vibrate: { range: [0, 50] } } } } }));
    scheduler.limitsChanged(200);
    await clock.advance(199);
    expect(take().writes).toEqual([]);
    await clock.advance(1);
    expect(take()).toEqual({ writes: ["tx 00 00 14"], results: ["0=20 written"] });
  });
});

it("a keepalive begins with the connection, before anything was commanded", async () => {
  const keepalive = { packet: write("tx", Uint8Array.of(0xee)) };
  const { clock, take } = await schedulerOn({ outputs: ["vibrate"], needsKeepalive: true, keepalive });
  await clock.advance(4_999);
  expect(take().writes).toEqual([]);
  await clock.advance(1);
  expect(take().writes).toEqual(["tx ee"]);
});
