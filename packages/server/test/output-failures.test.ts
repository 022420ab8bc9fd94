import { ButtplugError } from "@buttplug-ts/core";
import { defineProtocol, stateful, write } from "@buttplug-ts/protocol-kit";
import { settle, testProtocol } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { schedulerOn } from "./scheduler-bench.js";

const gone = new ButtplugError("hardware/disconnected", "gone");

describe("a stop", () => {
  it("that hangs is given up after a second, and nothing is written afterwards", async () => {
    const { clock, device, lost, set, stop, take } = await schedulerOn({ outputs: ["vibrate"] });
    device.writeFaults.push("hang");
    stop().catch(() => {});
    await clock.advance(999);
    expect(take().results).toEqual([]);
    await clock.advance(1);
    expect([take().results, lost]).toEqual([["stop hardware/write-failed"], ["hardware/write-timeout"]]);
    set(0, 5);
    await clock.advance(1_000);
    expect(take()).toEqual({ writes: [], results: ["0=5 hardware/write-timeout"] });
  });

  it("that fails is tried again after 250 ms; what is newer than what it interrupted counts afterwards", async () => {
    const { clock, device, set, stop, take } = await schedulerOn({ outputs: ["vibrate", "vibrate", "vibrate"] });
    for (const feature of [0, 1, 2]) set(feature, 5);
    await settle();
    take();
    device.writeFaults.push("fail");
    void stop(0);
    await settle();
    set(1, 9);
    await clock.advance(249);
    expect(take().writes).toEqual([]);
    await clock.advance(1);
    expect(take()).toEqual({
      writes: ["tx 00 00 00", "tx 01 00 09", "tx 02 00 05"],
      results: ["stopped", "1=9 written"],
    });
  });

  it("that waits for its next try when the device ends fails with it, and nobody drops the link", async () => {
    const { clock, device, lost, scheduler, stop, take } = await schedulerOn({ outputs: ["vibrate"] });
    device.writeFaults.push("fail");
    stop().catch(() => {});
    await settle();
    scheduler.end(gone);
    await settle();
    expect([take(), lost]).toEqual([{ writes: [], results: ["stop hardware/write-failed"] }, []]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("has a second for all its packets together", async () => {
    const { clock, device, stop, take } = await schedulerOn({ outputs: ["vibrate", "vibrate"] });
    device.writeMs = 600;
    stop().catch(() => {});
    await clock.advance(999);
    expect(take().results).toEqual([]);
    await clock.advance(1);
    expect(take().results).toEqual(["stop hardware/write-failed"]);
  });

  it("is known to have brought levels to 0", async () => {
    const { output, set, stop, take } = await schedulerOn({ outputs: ["vibrate"] });
    set(0, 5);
    await settle();
    await stop();
    expect(output.lasting).toMatchObject([{ feature: 0, value: 0 }]);
    take();
    set(0, 0);
    await settle();
    expect(take()).toEqual({ writes: [], results: ["0=0 written"] });
  });

  it("is followed by the gap", async () => {
    const { clock, set, stop, take } = await schedulerOn({ outputs: ["vibrate"], gapMs: 75 });
    await stop();
    set(0, 5);
    await clock.advance(74);
    expect(take().writes).toEqual(["tx 00 00 00"]);
    await clock.advance(1);
    expect(take().writes).toEqual(["tx 00 00 05"]);
  });
});

it("a lost device gets its last rest and no more; a stop that waited says how that went", async () => {
  for (const faults of [["fail"], ["fail", "fail"]] as const) {
    const { device, lost, set, stop, take } = await schedulerOn({ outputs: ["vibrate"] });
    device.writeFaults.push(...faults);
    set(0, 5);
    void Promise.resolve().then(() => stop().catch(() => {}));
    await settle();
    const writes = faults.length === 1 ? ["tx 00 00 00"] : [];
    const stopped = faults.length === 1 ? "stopped" : "stop hardware/write-failed";
    expect(take()).toEqual({ writes, results: ["0=5 hardware/write-failed", stopped] });
    set(0, 6);
    await settle();
    expect([take(), lost]).toEqual([{ writes: [], results: ["0=6 hardware/write-failed"] }, ["hardware/write-failed"]]);
  }
});

it("a lost device is told to rest also if its protocol believes that it rests: the write that failed may have arrived", async () => {
  const protocol = defineProtocol({
    ...testProtocol,
    outputs: {
      vibrate: stateful<number | undefined>({
        initial: undefined,
        encode: (at, { value }) => (at === value ? [] : [{ packet: write("tx", Uint8Array.of(value)), state: value }]),
      }),
    },
  });
  const { device, set, take } = await schedulerOn({ outputs: ["vibrate"], protocol });
  set(0, 0);
  await settle();
  device.writeFaults.push("fail");
  set(0, 9);
  await settle();
  expect(take().writes).toEqual(["tx 00", "tx 00"]);
});

it("what a bus throws that is no error of ours fails the write", async () => {
  const { device, lost, set, take } = await schedulerOn({ outputs: ["vibrate"] });
  device.onWrite = () => {
    device.onWrite = () => {};
    throw new TypeError("no radio");
  };
  set(0, 5);
  await settle();
  expect([take().results, lost]).toEqual([["0=5 hardware/write-failed"], ["hardware/write-failed"]]);
});

it("the same place in another time, and the same value of another output, are other commands", async () => {
  const { clock, scheduler, set, take } = await schedulerOn({ outputs: ["hwPositionWithDuration", "vibrate"] });
  for (const durationMs of [500, 500, 100]) {
    set(0, 50, durationMs);
    await clock.advance(10);
  }
  expect(take().writes).toHaveLength(2);
  for (const type of ["vibrate", "oscillate", "oscillate"] as const) {
    scheduler.submit({ feature: 1, type, value: 5, durationMs: 0 }, () => {});
    await clock.advance(10);
  }
  expect(take().writes).toHaveLength(2);
});

it("a question that was given up and ends late does not end the limit of the write after it", async () => {
  const { clock, device, scheduler, set, take } = await schedulerOn({ outputs: ["vibrate"] });
  const question = { endpoint: "tx", data: Uint8Array.of(7), withResponse: true } as const;
  device.writeMs = 3_000;
  const asked = expect(scheduler.writeInTurn(question)).rejects.toMatchObject({ code: "hardware/write-timeout" });
  await clock.advance(2_000);
  await asked;
  device.writeFaults.push("hang");
  set(0, 5);
  await clock.advance(1_999);
  expect(take().results).toEqual([]);
  await clock.advance(1);
  expect(take().results).toEqual(["0=5 hardware/write-timeout"]);
});

it("a packet asks for the answer of the bus that its protocol wants", async () => {
  const { device, scheduler } = await schedulerOn({ outputs: [] });
  for (const withResponse of [true, false]) {
    await scheduler.writeInTurn({ endpoint: "tx", data: Uint8Array.of(7), withResponse });
  }
  expect(device.writes.map(({ withResponse }) => withResponse)).toEqual([true, false]);
});
