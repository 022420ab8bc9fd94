import { EventEmitter } from "node:events";
import type { Clock } from "@buttplug-ts/core";
import { settle, TestClock } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { Turns } from "./turns.js";

function world() {
  const testClock = new TestClock();
  let workedMs = 0;
  const clock: Clock = {
    now: () => testClock.now() + workedMs,
    after: (delayMs, callback) => testClock.after(delayMs, callback),
  };
  const turns = new Turns(clock);
  /** A connection, and what becomes of it. */
  const connect = () => {
    const stream = new EventEmitter();
    let isPaused = false;
    stream.on("data", (ms: number) => {
      workedMs += ms;
    });
    const reading = {
      pause: () => {
        isPaused = true;
      },
      resume: () => {
        isPaused = false;
      },
    };
    const end = turns.watch(stream, reading);
    return {
      end,
      isPaused: () => isPaused,
      /** Something comes, in pieces that take so long. */
      async keepBusy(...pieces: readonly number[]) {
        for (const ms of pieces) stream.emit("data", ms);
        await settle();
      },
    };
  };
  return { clock: testClock, connect };
}

it("whoever keeps the thread busy for long is not read from for as long", async () => {
  const { clock, connect } = world();
  const peer = connect();
  await peer.keepBusy(40);
  expect(peer.isPaused()).toBe(true);
  await clock.advance(39);
  expect(peer.isPaused()).toBe(true);
  await clock.advance(1);
  expect([peer.isPaused(), clock.pendingTimers]).toEqual([false, 0]);
  // That was paid by waiting.
  await peer.keepBusy(1);
  expect(peer.isPaused()).toBe(false);
});

it("what comes in several pieces at once counts together", async () => {
  const { clock, connect } = world();
  const peer = connect();
  await peer.keepBusy(20, 20);
  expect(peer.isPaused()).toBe(true);
  await clock.advance(39);
  expect(peer.isPaused()).toBe(true);
  await clock.advance(1);
  expect(peer.isPaused()).toBe(false);
});

it("what comes in little pieces counts together", async () => {
  const { connect } = world();
  const peer = connect();
  for (let piece = 0; piece < 8; piece += 1) await peer.keepBusy(1);
  expect(peer.isPaused()).toBe(false);
  await peer.keepBusy(1);
  expect(peer.isPaused()).toBe(true);
});

it("whoever takes little never waits, whatever the others do", async () => {
  const { clock, connect } = world();
  const [peer, ...floods] = [connect(), connect(), connect()];
  for (let time = 0; time < 100; time += 1) {
    for (const flood of floods) if (!flood.isPaused()) await flood.keepBusy(20);
    await peer.keepBusy(0.5);
    expect(peer.isPaused()).toBe(false);
    await clock.advance(5);
  }
});

it("nobody waits as long as the thread has time for all", async () => {
  const { clock, connect } = world();
  const peers = [connect(), connect()];
  for (let time = 0; time < 100; time += 1) {
    for (const peer of peers) await peer.keepBusy(1);
    await clock.advance(4);
  }
  expect(peers.map((peer) => peer.isPaused())).toEqual([false, false]);
});

it("of those who wait one has its turn at a time, each of them", async () => {
  const { clock, connect } = world();
  const peers = [connect(), connect(), connect()];
  const paused = () => peers.map((peer) => peer.isPaused());
  for (const peer of peers) await peer.keepBusy(10);
  expect(paused()).toEqual([true, true, true]);
  await clock.advance(10);
  expect(paused()).toEqual([false, true, true]);
  await peers[0]?.keepBusy(10);
  await clock.advance(5);
  expect(paused()).toEqual([true, false, true]);
  await clock.advance(5);
  expect(paused()).toEqual([true, false, false]);
  await clock.advance(5);
  expect(paused()).toEqual([false, false, false]);
});

it("whoever has left is forgotten", async () => {
  const { clock, connect } = world();
  const [gone, waiting] = [connect(), connect()];
  await gone.keepBusy(10);
  await waiting.keepBusy(10);
  gone.end();
  await clock.advance(10);
  expect([gone.isPaused(), waiting.isPaused()]).toEqual([true, false]);
  await gone.keepBusy(10);
  expect(clock.pendingTimers).toBe(0);
});
