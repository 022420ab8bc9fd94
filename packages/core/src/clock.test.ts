import { settle, TestClock } from "@buttplug-ts/testing";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ButtplugError, type Clock, Deadline, sleep, systemClock, withTimeLimit } from "./index.js";

const tooLate = () => new ButtplugError("request/timeout", "too late", { details: { request: "test", afterMs: 10 } });

let clock: TestClock;
beforeEach(() => {
  clock = new TestClock();
});
afterEach(() => {
  vi.useRealTimers();
  expect(clock.pendingTimers).toBe(0);
});

describe("systemClock", () => {
  it("calls back once, after the delay", () => {
    vi.useFakeTimers();
    const callback = vi.fn();
    systemClock.after(10, callback);
    vi.advanceTimersByTime(9);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(callback).toHaveBeenCalledOnce();
  });

  it("forgets what was cancelled, and cancelling twice or late does nothing", () => {
    vi.useFakeTimers();
    const callback = vi.fn();
    const cancel = systemClock.after(10, callback);
    cancel();
    cancel();
    vi.advanceTimersByTime(20);
    expect(callback).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
    const cancelLate = systemClock.after(1, callback);
    vi.advanceTimersByTime(1);
    cancelLate();
    expect(callback).toHaveBeenCalledOnce();
  });

  it("waits longer than the 24.8 days that a platform timer can, instead of firing at once", () => {
    vi.useFakeTimers();
    const callback = vi.fn();
    const dayMs = 86_400_000;
    systemClock.after(60 * dayMs, callback);
    vi.advanceTimersByTime(60 * dayMs - 1);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledOnce();
  });

  it("never calls back after an infinite delay, and it can be cancelled", () => {
    vi.useFakeTimers();
    const callback = vi.fn();
    const cancel = systemClock.after(Number.POSITIVE_INFINITY, callback);
    vi.advanceTimersByTime(100 * 86_400_000);
    expect(callback).not.toHaveBeenCalled();
    cancel();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("never goes back", () => {
    const first = systemClock.now();
    expect(systemClock.now()).toBeGreaterThanOrEqual(first);
  });
});

describe("sleep", () => {
  it("settles after its time and not before", async () => {
    const done = vi.fn();
    void sleep(clock, 10).then(done);
    await clock.advance(9);
    expect(done).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(done).toHaveBeenCalledOnce();
  });

  it("rejects as soon as its signal aborts, with the reason as cause, and releases the timer", async () => {
    const controller = new AbortController();
    const sleeping = sleep(clock, 10, controller.signal);
    controller.abort("why");
    await expect(sleeping).rejects.toMatchObject({ code: "request/aborted", cause: "why" });
    expect(clock.pendingTimers).toBe(0);
  });

  it("rejects at once with a signal that has aborted, without a timer", async () => {
    await expect(sleep(clock, 10, AbortSignal.abort())).rejects.toMatchObject({ code: "request/aborted" });
    expect(clock.pendingTimers).toBe(0);
  });

  it("leaves no listener on a signal that outlives it", async () => {
    const controller = new AbortController();
    const remove = vi.spyOn(controller.signal, "removeEventListener");
    const sleeping = sleep(clock, 10, controller.signal);
    await clock.advance(10);
    await sleeping;
    expect(remove).toHaveBeenCalledOnce();
  });
});

describe("Deadline", () => {
  function counting() {
    let armed = 0;
    const counter: Clock = {
      now: () => clock.now(),
      after(delayMs, callback) {
        armed += 1;
        return clock.after(delayMs, callback);
      },
    };
    return { counter, armed: () => armed };
  }

  it("is reached once, at its time", async () => {
    const reached = vi.fn(() => expect(clock.now()).toBe(10));
    new Deadline(clock, reached).set(10);
    await clock.advance(9);
    expect(reached).not.toHaveBeenCalled();
    await clock.advance(50);
    expect(reached).toHaveBeenCalledOnce();
  });

  it("touches one timer however often it is moved later", async () => {
    const { counter, armed } = counting();
    const reached = vi.fn(() => expect(clock.now()).toBe(1009));
    const deadline = new Deadline(counter, reached);
    for (let n = 0; n < 1000; n += 1) deadline.set(10 + n);
    expect(armed()).toBe(1);
    expect(clock.pendingTimers).toBe(1);
    await clock.advance(2000);
    expect(reached).toHaveBeenCalledOnce();
    expect(armed()).toBe(2);
  });

  it("is reached earlier when it is moved earlier, with one timer armed", async () => {
    const reached = vi.fn(() => expect(clock.now()).toBe(5));
    const deadline = new Deadline(clock, reached);
    deadline.set(100);
    deadline.set(5);
    expect(clock.pendingTimers).toBe(1);
    await clock.advance(200);
    expect(reached).toHaveBeenCalledOnce();
  });

  it("is not reached when it was cleared, and can be set again before the armed timer runs out", async () => {
    const reached = vi.fn(() => expect(clock.now()).toBe(30));
    const deadline = new Deadline(clock, reached);
    deadline.set(10);
    deadline.clear();
    await clock.advance(5);
    deadline.set(30);
    await clock.advance(100);
    expect(reached).toHaveBeenCalledOnce();
    deadline.set(200);
    deadline.clear();
    await clock.advance(500);
    expect(reached).toHaveBeenCalledOnce();
  });

  it("can be set again from within its callback", async () => {
    const times: number[] = [];
    const deadline: Deadline = new Deadline(clock, () => {
      times.push(clock.now());
      if (times.length < 3) deadline.set(clock.now() + 10);
    });
    deadline.set(10);
    await clock.advance(100);
    expect(times).toEqual([10, 20, 30]);
  });

  it("that lies in the past is reached at once, but not within the call", async () => {
    await clock.advance(50);
    const reached = vi.fn();
    new Deadline(clock, reached).set(10);
    expect(reached).not.toHaveBeenCalled();
    await clock.advance(0);
    expect(reached).toHaveBeenCalledOnce();
  });

  it("waits for the rest when the platform's timer is early", () => {
    let nowMs = 0;
    const delays: number[] = [];
    let run = () => {};
    const early: Clock = {
      now: () => nowMs,
      after(delayMs, callback) {
        delays.push(delayMs);
        run = callback;
        return () => {};
      },
    };
    const reached = vi.fn();
    new Deadline(early, reached).set(10);
    nowMs = 9.5;
    run();
    expect(reached).not.toHaveBeenCalled();
    expect(delays).toEqual([10, 0.5]);
    nowMs = 10;
    run();
    expect(reached).toHaveBeenCalledOnce();
  });

  it("releases its timer when it is disposed of, and works again when it is set after that", async () => {
    const reached = vi.fn();
    const deadline = new Deadline(clock, reached);
    deadline.set(10);
    deadline.dispose();
    deadline.dispose();
    expect(clock.pendingTimers).toBe(0);
    await clock.advance(20);
    expect(reached).not.toHaveBeenCalled();
    deadline.set(30);
    await clock.advance(10);
    expect(reached).toHaveBeenCalledOnce();
  });
});

describe("withTimeLimit", () => {
  it("gives the result of work that is in time, with a signal that does not abort", async () => {
    let seen: AbortSignal | undefined;
    const result = withTimeLimit(clock, 10, undefined, tooLate, async (signal) => {
      seen = signal;
      await sleep(clock, 9);
      return "done";
    });
    await clock.advance(9);
    expect(await result).toBe("done");
    await clock.advance(10);
    expect(seen?.aborted).toBe(false);
  });

  it("rejects at the limit even if the work takes no notice, and aborts the work's signal with the same error", async () => {
    let seen: AbortSignal | undefined;
    const result = withTimeLimit(clock, 10, undefined, tooLate, (signal) => {
      seen = signal;
      return new Promise<never>(() => {});
    });
    const failed = expect(result).rejects.toMatchObject({ code: "request/timeout" });
    await clock.advance(9);
    expect(seen?.aborted).toBe(false);
    await clock.advance(1);
    await failed;
    expect(seen?.reason).toMatchObject({ code: "request/timeout" });
  });

  it("rejects with its own error when the work rejects because of the abort", async () => {
    const result = withTimeLimit(clock, 10, undefined, tooLate, (signal) => sleep(clock, 100, signal));
    const failed = expect(result).rejects.toMatchObject({ code: "request/timeout" });
    await clock.advance(10);
    await failed;
  });

  it("ignores a result, and a failure, that comes after the limit", async () => {
    for (const late of [() => "late", () => Promise.reject(new Error("late failure"))]) {
      const result = withTimeLimit(clock, 10, undefined, tooLate, () => sleep(clock, 20).then(late));
      const failed = expect(result).rejects.toMatchObject({ code: "request/timeout" });
      await clock.advance(10);
      await failed;
      await clock.advance(10);
      await settle();
    }
  });

  it("rejects when the caller aborts, hands the abort to the work, and releases the timer", async () => {
    const controller = new AbortController();
    let seen: AbortSignal | undefined;
    const result = withTimeLimit(clock, 10, controller.signal, tooLate, (signal) => {
      seen = signal;
      return new Promise<never>(() => {});
    });
    controller.abort("changed my mind");
    await expect(result).rejects.toMatchObject({ code: "request/aborted", cause: "changed my mind" });
    expect(seen?.aborted).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  it("does not start work for a signal that has aborted", async () => {
    const work = vi.fn(() => Promise.resolve(1));
    await expect(withTimeLimit(clock, 10, AbortSignal.abort(), tooLate, work)).rejects.toMatchObject({
      code: "request/aborted",
    });
    expect(work).not.toHaveBeenCalled();
  });

  it("passes on the failure of the work, thrown or rejected, and cleans up", async () => {
    const controller = new AbortController();
    const remove = vi.spyOn(controller.signal, "removeEventListener");
    const failure = new Error("work");
    const rejecting = withTimeLimit(clock, 10, controller.signal, tooLate, () => Promise.reject(failure));
    await expect(rejecting).rejects.toBe(failure);
    const throwing = withTimeLimit(clock, 10, controller.signal, tooLate, () => {
      throw failure;
    });
    await expect(throwing).rejects.toBe(failure);
    expect(clock.pendingTimers).toBe(0);
    expect(remove).toHaveBeenCalledTimes(2);
  });
});
