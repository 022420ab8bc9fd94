import { EventEmitter } from "node:events";
import type { Clock } from "@buttplug-ts/core";
import { expect, it, vi } from "vitest";
import { startHeartbeat } from "./heartbeat.js";

/** The clock of a process that can stand still: what came due meanwhile runs late, all at once. */
function stallingClock(): Clock & { stand(forMs: number): void } {
  let nowMs = 0;
  const timers = new Set<{ readonly atMs: number; readonly callback: () => void }>();
  return {
    now: () => nowMs,
    after(delayMs, callback) {
      const timer = { atMs: nowMs + delayMs, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    stand(forMs) {
      nowMs += forMs;
      const due = [...timers].filter(({ atMs }) => atMs <= nowMs).sort((a, b) => a.atMs - b.atMs);
      for (const timer of due) if (timers.delete(timer)) timer.callback();
    },
  };
}

function watched() {
  const clock = stallingClock();
  const stream = new EventEmitter();
  const [ping, onSilent] = [vi.fn(), vi.fn()];
  startHeartbeat(clock, { stream, silenceLimitMs: 10_000, ping, onSilent });
  return { clock, stream, ping, onSilent };
}

it("asks a peer before it calls it silent, also if this process stood still for longer than it may be", () => {
  const { clock, stream, ping, onSilent } = watched();
  clock.stand(60_000);
  expect(ping).toHaveBeenCalledTimes(1);
  clock.stand(4_999);
  stream.emit("data");
  for (const stepMs of [1, 9_998, 1]) clock.stand(stepMs);
  expect(onSilent).not.toHaveBeenCalled();
});

it("calls a peer silent that does not answer within half of the time after that", () => {
  const { clock, onSilent } = watched();
  clock.stand(60_000);
  for (const stepMs of [4_999, 0]) clock.stand(stepMs);
  expect(onSilent).not.toHaveBeenCalled();
  for (const stepMs of [1, 0]) clock.stand(stepMs);
  expect(onSilent).toHaveBeenCalledTimes(1);
});
