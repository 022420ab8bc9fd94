import { defineProtocol, perFeature, stateful, write } from "@buttplug-ts/protocol-kit";
import { settle, testProtocol } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { schedulerOn } from "./scheduler-bench.js";

/** Counts up to where it was told to go. */
function counting(everyMs: number, goal = 0) {
  const step = (at: number, end: number) => ({ packet: write("tx", Uint8Array.of(at)), state: { at, end } });
  return defineProtocol({
    ...testProtocol,
    outputs: {
      ...testProtocol.outputs,
      position: stateful<{ at: number; end: number }>({
        initial: { at: 0, end: goal },
        encode: ({ at }, { value }) => [step(at + 1, value)],
        motion: {
          everyMs,
          step: ({ at, end }) => (at < end ? step(at + 1, end) : undefined),
          halt: ({ at }) => ({ at, end: at }),
        },
      }),
    },
  });
}

it("a motion begins anew with a command after it was over", async () => {
  const { clock, device, set } = await schedulerOn({ outputs: ["position"], protocol: counting(100) });
  await clock.advance(1_050);
  set(0, 3);
  await clock.advance(1_000);
  expect(device.writes.map(({ hex, atMs }) => [hex, atMs])).toEqual([
    ["01", 2_050],
    ["02", 2_150],
    ["03", 2_250],
  ]);
});

it("a motion that begins with the connection has its own time, and keepalives theirs", async () => {
  const keepalive = { packet: write("tx", Uint8Array.of(0xee)) };
  const options = { outputs: ["position"], needsKeepalive: true, keepalive, protocol: counting(7_000, 1) } as const;
  const { clock, device } = await schedulerOn(options);
  await clock.advance(14_000);
  expect(device.writes.map(({ hex, atMs }) => [hex, atMs - 1_000])).toEqual([
    ["ee", 5_000],
    ["01", 7_000],
    ["ee", 12_000],
  ]);
});

it("a keepalive that repeats what was written writes nothing before there is something", async () => {
  const { clock, lost, take } = await schedulerOn({ outputs: ["vibrate"], needsKeepalive: true });
  await clock.advance(10_000);
  expect([take().writes, lost]).toEqual([[], []]);
});

const inParts = defineProtocol({
  ...testProtocol,
  outputs: {
    vibrate: perFeature(({ feature, value }) => [1, 2].map((part) => write("tx", Uint8Array.of(feature, part, value)))),
  },
});

it("what a command that was broken off left behind is unknown, so the value before it is written anew", async () => {
  const { clock, device, set, stop, take } = await schedulerOn({ outputs: ["vibrate", "vibrate"], protocol: inParts });
  set(0, 5);
  await settle();
  device.writeMs = 50;
  set(0, 9);
  await settle();
  void stop(1);
  set(0, 5);
  take();
  await clock.advance(1_000);
  expect(take()).toEqual({
    writes: ["tx 01 01 00", "tx 01 02 00", "tx 00 01 05", "tx 00 02 05"],
    results: ["0=9 superseded", "stopped", "0=5 written"],
  });
});

it("a stop of another output leaves a motion alone", async () => {
  const { clock, set, stop, take } = await schedulerOn({ outputs: ["position", "vibrate"], protocol: counting(100) });
  set(0, 3);
  await settle();
  await stop(1);
  await clock.advance(1_000);
  expect(take().writes).toEqual(["tx 01", "tx 01 00 00", "tx 02", "tx 03"]);
});

it("keepalives come as often as a protocol says, on any hardware, or never", async () => {
  const often = await schedulerOn({ outputs: ["vibrate"], keepalive: { repeatLast: { everyMs: 300 } } });
  const never = await schedulerOn({ outputs: ["vibrate"], keepalive: { never: true }, needsKeepalive: true });
  for (const { set, clock } of [often, never]) {
    set(0, 5);
    await clock.advance(20_000 - 1);
  }
  expect([often.take().writes.length, never.take().writes.length]).toEqual([67, 1]);
});
