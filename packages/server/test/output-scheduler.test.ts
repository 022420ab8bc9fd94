import { ButtplugError } from "@buttplug-ts/core";
import { combined, defineProtocol, hex, type Packet, perFeature, stateful, write } from "@buttplug-ts/protocol-kit";
import { settle, testProtocol } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { schedulerOn } from "./scheduler-bench.js";

it("a device without outputs is stopped and asked as any other, and then there is peace", async () => {
  const { clock, scheduler, take } = await schedulerOn({ outputs: [], gapMs: 75 });
  await scheduler.stop("all");
  await scheduler.writeInTurn({ endpoint: "tx", data: Uint8Array.of(7), withResponse: false });
  await clock.advance(10_000);
  expect(take().writes).toEqual(["tx 07"]);
  expect(clock.pendingTimers).toBe(0);
});

describe("values", () => {
  it("leave at once when the device was idle", async () => {
    const { set, take } = await schedulerOn({ outputs: ["vibrate"], gapMs: 75 });
    set(0, 5);
    await settle();
    expect(take()).toEqual({ writes: ["tx 00 00 05"], results: ["0=5 written"] });
  });

  it("of one tick leave as one commit in the order of the features", async () => {
    const { set, take } = await schedulerOn({ outputs: ["vibrate", "rotate"] });
    set(1, -3);
    set(0, 9);
    await settle();
    expect(take().writes).toEqual(["tx 00 00 09", "tx 01 01 83"]);
  });

  it("wait for the gap, and only the newest of a feature is written", async () => {
    const { clock, set, take } = await schedulerOn({ outputs: ["vibrate"], gapMs: 75 });
    set(0, 1);
    await settle();
    take();
    for (const value of [2, 3, 4]) set(0, value);
    await clock.advance(74);
    expect(take()).toEqual({ writes: [], results: ["0=2 superseded", "0=3 superseded"] });
    await clock.advance(1);
    expect(take()).toEqual({ writes: ["tx 00 00 04"], results: ["0=4 written"] });
  });

  it("of a device with a gap and several features are gathered for 4 ms", async () => {
    const { clock, set, take } = await schedulerOn({ outputs: ["vibrate", "vibrate", "vibrate"], gapMs: 75 });
    set(0, 1);
    await clock.advance(2);
    set(1, 1);
    await clock.advance(1);
    expect(take().writes).toEqual([]);
    await clock.advance(1);
    expect(take().writes).toEqual(["tx 00 00 01", "tx 01 00 01"]);
  });

  it("are not gathered any longer once every feature has one", async () => {
    const { set, take } = await schedulerOn({ outputs: ["vibrate", "vibrate"], gapMs: 75 });
    set(0, 1);
    set(1, 1);
    await settle();
    expect(take().writes).toEqual(["tx 00 00 01", "tx 01 00 01"]);
  });

  it("count the gap from commit to commit, not from packet to packet", async () => {
    const { clock, set, take } = await schedulerOn({ outputs: ["vibrate", "vibrate"], gapMs: 75 });
    for (const feature of [0, 1]) set(feature, 1);
    await clock.advance(30);
    for (const feature of [0, 1]) set(feature, 2);
    await clock.advance(44);
    expect(take().writes).toHaveLength(2);
    await clock.advance(1);
    expect(take().writes).toHaveLength(2);
  });

  it("that repeat what was written are written without a packet", async () => {
    const { set, take } = await schedulerOn({ outputs: ["vibrate"] });
    set(0, 5);
    await settle();
    take();
    set(0, 5);
    await settle();
    expect(take()).toEqual({ writes: [], results: ["0=5 written"] });
  });

  it("settle with an error when the write fails; the device is stopped once more and lost", async () => {
    const { device, lost, set, take } = await schedulerOn({ outputs: ["vibrate", "vibrate"] });
    device.writeFaults.push("fail");
    set(0, 5);
    set(1, 5);
    await settle();
    expect(take()).toEqual({
      writes: ["tx 00 00 00", "tx 01 00 00"],
      results: ["0=5 hardware/write-failed", "1=5 hardware/write-failed"],
    });
    expect(lost).toEqual(["hardware/write-failed"]);
  });

  it("settle with an error after 2 s when the write hangs, and the device is lost", async () => {
    const { clock, device, lost, set, take } = await schedulerOn({ outputs: ["vibrate"] });
    device.writeFaults.push("hang");
    set(0, 5);
    await clock.advance(1_999);
    expect(take().results).toEqual([]);
    await clock.advance(1);
    expect(take().results).toEqual(["0=5 hardware/write-timeout"]);
    expect(lost).toEqual(["hardware/write-timeout"]);
  });

  it("settle with the given error when the device ends, and leave no timer", async () => {
    const { clock, device, scheduler, set, take } = await schedulerOn({ outputs: ["vibrate"], gapMs: 75 });
    set(0, 1);
    await settle();
    set(0, 2);
    device.writeFaults.push("hang");
    await clock.advance(75);
    set(0, 3);
    scheduler.end(new ButtplugError("hardware/disconnected", "gone"));
    set(0, 4);
    await settle();
    expect(take().results).toEqual([
      "0=1 written",
      "0=3 hardware/disconnected",
      "0=4 hardware/disconnected",
      "0=2 hardware/disconnected",
    ]);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe("a stop", () => {
  it("is written also when nothing runs, and every time", async () => {
    const { stop, take } = await schedulerOn({ outputs: ["vibrate", "rotate"] });
    for (let round = 0; round < 2; round += 1) {
      await stop();
      expect(take()).toEqual({ writes: ["tx 00 00 00", "tx 01 01 00"], results: ["stopped"] });
    }
  });

  it("does not wait for the gap and supersedes what waits", async () => {
    const { set, stop, take } = await schedulerOn({ outputs: ["vibrate"], gapMs: 75 });
    set(0, 1);
    await settle();
    take();
    set(0, 2);
    await stop();
    expect(take()).toEqual({ writes: ["tx 00 00 00"], results: ["0=2 superseded", "stopped"] });
  });

  it("of one feature leaves the others alone", async () => {
    const { clock, set, stop, take } = await schedulerOn({ outputs: ["vibrate", "vibrate"], gapMs: 75 });
    set(0, 1);
    set(1, 1);
    await settle();
    take();
    set(0, 2);
    set(1, 2);
    await stop(0);
    expect(take()).toEqual({ writes: ["tx 00 00 00"], results: ["0=2 superseded", "stopped"] });
    await clock.advance(75);
    expect(take()).toEqual({ writes: ["tx 01 00 02"], results: ["1=2 written"] });
  });

  it("waits only for the one write under way; the rest of the commit is superseded", async () => {
    const { clock, device, set, stop, take } = await schedulerOn({ outputs: ["vibrate", "vibrate", "vibrate"] });
    device.writeMs = 50;
    for (const feature of [0, 1, 2]) set(feature, 7);
    await clock.advance(10);
    void stop();
    await clock.advance(40);
    device.writeMs = 0;
    await clock.advance(50);
    expect(take()).toEqual({
      writes: ["tx 00 00 07", "tx 00 00 00", "tx 01 00 00", "tx 02 00 00"],
      results: ["0=7 written", "1=7 superseded", "2=7 superseded", "stopped"],
    });
  });

  it("breaks off a command of several packets after the one under way", async () => {
    const protocol = defineProtocol({
      ...testProtocol,
      outputs: { vibrate: perFeature(({ value }) => [1, 2, 3].map((part) => write("tx", hex`${part} ${value}`))) },
    });
    const { clock, device, set, stop, take } = await schedulerOn({ outputs: ["vibrate"], protocol });
    device.writeMs = 10;
    set(0, 5);
    await clock.advance(5);
    void stop();
    await clock.advance(100);
    expect(take()).toEqual({
      writes: ["tx 01 05", "tx 01 00", "tx 02 00", "tx 03 00"],
      results: ["0=5 superseded", "stopped"],
    });
  });

  it("of one feature in the middle of a commit lets the others be written after it", async () => {
    const { clock, device, set, stop, take } = await schedulerOn({ outputs: ["vibrate", "vibrate", "vibrate"] });
    device.writeMs = 50;
    for (const feature of [0, 1, 2]) set(feature, 7);
    await clock.advance(10);
    void stop(1);
    await clock.advance(200);
    expect(take()).toEqual({
      writes: ["tx 00 00 07", "tx 01 00 00", "tx 02 00 07"],
      results: ["0=7 written", "1=7 superseded", "stopped", "2=7 written"],
    });
  });

  it("lets values that came after it run after it", async () => {
    const { set, stop, take } = await schedulerOn({ outputs: ["vibrate"] });
    set(0, 1);
    void stop();
    set(0, 2);
    await settle();
    expect(take()).toEqual({
      writes: ["tx 00 00 00", "tx 00 00 02"],
      results: ["0=1 superseded", "stopped", "0=2 written"],
    });
  });

  it("is tried three times, and values of other features are restored afterwards", async () => {
    const { clock, device, lost, set, stop, take } = await schedulerOn({ outputs: ["vibrate", "vibrate"] });
    set(0, 4);
    set(1, 6);
    await settle();
    take();
    device.writeFaults.push("fail", "fail");
    void stop(0);
    await clock.advance(500);
    expect(take()).toEqual({ writes: ["tx 00 00 00", "tx 01 00 06"], results: ["stopped"] });
    expect(lost).toEqual([]);
  });

  it("that is tried again writes anew what goes on, and no spray, which is over", async () => {
    const { clock, device, set, stop, take } = await schedulerOn({ outputs: ["vibrate", "spray", "rotate"] });
    for (const feature of [0, 1, 2]) set(feature, 5);
    await settle();
    take();
    device.writeFaults.push("fail");
    void stop(2);
    await clock.advance(250);
    expect(take().writes).toEqual(["tx 02 01 00", "tx 00 00 05"]);
  });

  it("that fails three times within a second drops the link and says that the device may be running", async () => {
    const { clock, device, lost, stop, take } = await schedulerOn({ outputs: ["vibrate"] });
    device.writeFaults.push("fail", "fail", "fail");
    const stopped = stop();
    const failure = expect(stopped).rejects.toThrow(/may still be running/);
    await clock.advance(1_000);
    await failure;
    expect(take().results).toEqual(["stop hardware/write-failed"]);
    expect(lost).toEqual(["hardware/write-failed"]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("gives a hanging value no more than a second, is written, and then the link is dropped", async () => {
    const { clock, device, lost, set, stop, take } = await schedulerOn({ outputs: ["vibrate"] });
    device.writeFaults.push("hang");
    set(0, 5);
    await settle();
    stop().catch(() => {});
    await clock.advance(1_000);
    expect(take()).toEqual({ writes: ["tx 00 00 00"], results: ["0=5 hardware/write-timeout", "stopped"] });
    expect(lost).toEqual(["hardware/write-timeout"]);
  });

  it("lets a repeated value through again", async () => {
    const { set, stop, take } = await schedulerOn({ outputs: ["vibrate"] });
    set(0, 5);
    await settle();
    await stop();
    set(0, 5);
    await settle();
    expect(take().writes).toEqual(["tx 00 00 05", "tx 00 00 00", "tx 00 00 05"]);
  });
});

describe("protocols", () => {
  const levels = combined((all) => write("tx", hex`aa ${all[0] ?? 0} ${all[1] ?? 0}`));
  const shared = defineProtocol({
    key: "shared",
    summary: "One packet for both motors.",
    endpoints: ["tx"],
    outputs: { vibrate: levels },
    examples: [],
  });

  it("with one packet for all features get one packet a commit and one a stop", async () => {
    const { set, stop, take } = await schedulerOn({ outputs: ["vibrate", "vibrate"], protocol: shared });
    set(0, 1);
    set(1, 2);
    await settle();
    await stop();
    expect(take().writes).toEqual(["tx aa 01 02", "tx aa 00 00"]);
  });

  it("remember only what was written", async () => {
    const { clock, device, set, stop, take } = await schedulerOn({ outputs: ["vibrate", "vibrate"], protocol: shared });
    set(1, 2);
    await settle();
    device.writeFaults.push("fail");
    void stop(0);
    await clock.advance(250);
    expect(take().writes).toEqual(["tx aa 00 02", "tx aa 00 00", "tx aa 00 02"]);
  });

  const steps = (to: number): Packet => write("tx", hex`f0 ${to}`);
  const moving = defineProtocol({
    key: "moving",
    summary: "Goes to a position in steps of ten.",
    endpoints: ["tx"],
    outputs: {
      hwPositionWithDuration: stateful<{ at: number; goal: number }>({
        initial: { at: 0, goal: 0 },
        encode: ({ at }, { value }) => [{ packet: steps(at + 10), state: { at: at + 10, goal: value } }],
        motion: {
          everyMs: 100,
          step: ({ at, goal }) => (at < goal ? { packet: steps(at + 10), state: { at: at + 10, goal } } : undefined),
          halt: ({ at }) => ({ at, goal: at }),
        },
      }),
      vibrate: perFeature(({ value }) => write("tx", hex`01 ${value}`)),
    },
    examples: [],
  });

  it("with a motion write its steps at their rate until it arrives", async () => {
    const { clock, device, set, take } = await schedulerOn({ outputs: ["hwPositionWithDuration"], protocol: moving });
    set(0, 30, 500);
    await clock.advance(1_000);
    expect(device.writes.map(({ atMs }) => atMs)).toEqual([1_000, 1_100, 1_200]);
    expect(take()).toEqual({ writes: ["tx f0 0a", "tx f0 14", "tx f0 1e"], results: ["0=30 written"] });
    expect(clock.pendingTimers).toBeLessThanOrEqual(1);
  });

  it("with a motion stand still after a stop, and the same position moves again", async () => {
    const { clock, set, stop, take } = await schedulerOn({
      outputs: ["hwPositionWithDuration", "vibrate"],
      protocol: moving,
    });
    set(0, 50, 500);
    await clock.advance(100);
    await stop();
    await clock.advance(1_000);
    expect(take().writes).toEqual(["tx f0 0a", "tx f0 14", "tx 01 00"]);
    set(0, 50, 500);
    await settle();
    expect(take().writes).toEqual(["tx f0 1e"]);
  });

  it("repeat their last packet where the hardware needs it, 5 s after the last write", async () => {
    const { clock, output, set, take } = await schedulerOn({ outputs: ["vibrate"], needsKeepalive: true });
    expect(output.repeatsLast).toBe(true);
    await clock.advance(2_000);
    set(0, 5);
    await clock.advance(4_999);
    expect(take().writes).toHaveLength(1);
    await clock.advance(1);
    expect(take().writes).toEqual(["tx 00 00 05"]);
    await clock.advance(10_000);
    expect(take().writes).toHaveLength(2);
  });

  it("write their own keepalive packet instead, and none where the hardware needs none", async () => {
    const keepalive = { packet: write("tx", hex`ee`) };
    const needed = await schedulerOn({ outputs: ["vibrate"], needsKeepalive: true, keepalive });
    const free = await schedulerOn({ outputs: ["vibrate"], keepalive });
    for (const { set } of [needed, free]) set(0, 5);
    await needed.clock.advance(10_000);
    await free.clock.advance(10_000);
    expect(needed.take().writes).toEqual(["tx 00 00 05", "tx ee", "tx ee"]);
    expect(free.take().writes).toEqual(["tx 00 00 05"]);
    expect(needed.output.repeatsLast || free.output.repeatsLast).toBe(false);
  });

  it("lose the device when a keepalive cannot be written", async () => {
    const { clock, device, lost, set } = await schedulerOn({ outputs: ["vibrate"], needsKeepalive: true });
    set(0, 5);
    await settle();
    device.writeFaults.push("fail");
    await clock.advance(5_000);
    expect(lost).toEqual(["hardware/write-failed"]);
  });
});
