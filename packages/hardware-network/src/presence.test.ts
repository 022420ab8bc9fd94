import type { Clock } from "@buttplug-ts/core";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, vi } from "vitest";
import { Presence } from "./presence.js";

const { signal } = new AbortController();

function begin() {
  const clock = new TestClock();
  const asked: number[] = [];
  let silentAtMs: number | undefined;
  const presence = new Presence({
    send: async () => {
      asked.push(clock.now());
      throw new Error("the network is down");
    },
    clock,
    silenceLimitMs: 10_000,
    onSilent: () => {
      silentAtMs = clock.now();
      presence.end();
    },
  });
  return { clock, asked, presence, silentAtMs: () => silentAtMs };
}

describe("the first answer", () => {
  it("is asked for every half second, and not missed", async () => {
    const { clock, asked, presence } = begin();
    const answers = presence.answers(3_000, signal);
    await clock.advance(1_200);
    presence.heard();
    expect(await answers).toBe(true);
    expect(asked).toEqual([0, 500, 1_000]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("is not waited for longer than the limit", async () => {
    const { clock, asked, presence } = begin();
    const answers = presence.answers(1_000, signal);
    await clock.advance(1_000);
    expect(await answers).toBe(false);
    expect(asked).toEqual([0, 500]);
  });

  it("need not be asked for when something came already", async () => {
    const { asked, presence } = begin();
    presence.heard();
    expect(await presence.answers(1_000, signal)).toBe(true);
    expect(asked).toEqual([]);
  });

  it("is not waited for when that is called off", async () => {
    const { clock, presence } = begin();
    const controller = new AbortController();
    const answers = presence.answers(1_000, controller.signal);
    controller.abort();
    await expect(answers).rejects.toMatchObject({ code: "request/aborted" });
    expect(clock.pendingTimers).toBe(0);
  });
});

describe("a device that is watched", () => {
  it("is asked four times within the limit, and gone if nothing came", async () => {
    const { clock, asked, presence, silentAtMs } = begin();
    presence.watch();
    await clock.advance(60_000);
    expect(silentAtMs()).toBe(10_000);
    expect(asked).toEqual([2_500, 5_000, 7_500, 10_000]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("stays while it says something now and then", async () => {
    const { clock, presence, silentAtMs } = begin();
    presence.watch();
    for (let turn = 0; turn < 5; turn += 1) {
      await clock.advance(9_999);
      presence.heard();
    }
    expect(silentAtMs()).toBeUndefined();
  });

  it("is not gone when this process stood still and the answers wait to be read", async () => {
    const { clock, presence, silentAtMs } = begin();
    presence.watch();
    clock.after(10_000, () => presence.heard());
    await clock.advance(10_000);
    expect(silentAtMs()).toBeUndefined();
  });

  it("is asked before it counts as gone, also if this process stood still for longer than that takes", () => {
    let nowMs = 0;
    const timers = new Map<object, { readonly atMs: number; readonly callback: () => void }>();
    const clock: Clock = {
      now: () => nowMs,
      after(delayMs, callback) {
        const timer = { atMs: nowMs + delayMs, callback };
        timers.set(timer, timer);
        return () => timers.delete(timer);
      },
    };
    /** What comes due meanwhile runs late, all at once. */
    const stand = (forMs: number) => {
      nowMs += forMs;
      const due = [...timers.values()].filter(({ atMs }) => atMs <= nowMs).sort((a, b) => a.atMs - b.atMs);
      for (const timer of due) if (timers.delete(timer)) timer.callback();
    };
    const [send, onSilent] = [vi.fn(async () => {}), vi.fn()];
    const presence = new Presence({ send, clock, silenceLimitMs: 10_000, onSilent });
    presence.watch();
    stand(60_000);
    stand(4_999);
    expect([send.mock.calls.length > 0, onSilent.mock.calls.length]).toEqual([true, 0]);
    stand(1);
    stand(0);
    expect(onSilent).toHaveBeenCalledTimes(1);
    presence.end();
  });
});
