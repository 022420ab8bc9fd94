import { settle, TestClock } from "@buttplug-ts/testing";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ButtplugError, RequestTracker } from "./index.js";

const closed = new ButtplugError("connector/closed", "the cable was pulled", { details: { reason: "cable" } });

let clock: TestClock;
let tracker: RequestTracker<string>;
beforeEach(() => {
  clock = new TestClock();
  tracker = new RequestTracker(clock, 1000);
});
afterEach(() => {
  tracker.close(closed);
  expect(tracker.size).toBe(0);
  expect(clock.pendingTimers).toBe(0);
});

/** Starts a request and returns its id and promise. */
function start(timeoutMs = 100, signal?: AbortSignal, on = tracker) {
  let id = 0;
  const reply = on.request("Ping", { timeoutMs, signal }, (given) => {
    id = given;
  });
  reply.catch(() => {});
  return { id, reply };
}

describe("ids", () => {
  it("start at 1 and count up", () => {
    expect([start().id, start().id, start().id]).toEqual([1, 2, 3]);
  });

  it("are not reused while they are pending, when they wrap around too", () => {
    const small = new RequestTracker<string>(clock, 3, 4);
    const [first, second, third] = [1, 2, 3].map(() => start(100, undefined, small).id);
    expect([first, second, third]).toEqual([1, 2, 3]);
    small.resolve(2, "b");
    expect(start(100, undefined, small).id).toBe(4);
    small.resolve(4, "d");
    expect(start(100, undefined, small).id).toBe(2);
    small.resolve(1, "a");
    small.resolve(3, "c");
    expect([start(100, undefined, small).id, start(100, undefined, small).id]).toEqual([3, 4]);
    small.close(closed);
  });

  it("run out gracefully: with every id pending, the next request is refused instead of hanging", async () => {
    const tiny = new RequestTracker<string>(clock, 1000, 2);
    start(100, undefined, tiny);
    start(100, undefined, tiny);
    await expect(start(100, undefined, tiny).reply).rejects.toMatchObject({ code: "request/too-many" });
    tiny.close(closed);
  });
});

describe("settling", () => {
  it("resolves a request with the reply of its id", async () => {
    const [first, second] = [start(), start()];
    expect(tracker.resolve(second.id, "second")).toBe(true);
    expect(tracker.resolve(first.id, "first")).toBe(true);
    expect(await Promise.all([first.reply, second.reply])).toEqual(["first", "second"]);
    expect(tracker.size).toBe(0);
  });

  it("says that nobody waits for a late, repeated or unknown id", () => {
    const { id } = start();
    expect(tracker.resolve(0, "event")).toBe(false);
    expect(tracker.resolve(id + 1, "unknown")).toBe(false);
    expect(tracker.resolve(id, "reply")).toBe(true);
    expect(tracker.resolve(id, "again")).toBe(false);
    expect(tracker.reject(id, new Error("again"))).toBe(false);
  });

  it("rejects with the error handed in", async () => {
    const { id, reply } = start();
    const error = new Error("no");
    expect(tracker.reject(id, error)).toBe(true);
    await expect(reply).rejects.toBe(error);
  });

  it("rejects with what send throws, and forgets the request", async () => {
    const error = new Error("send");
    const reply = tracker.request("Ping", { timeoutMs: 100 }, () => {
      throw error;
    });
    await expect(reply).rejects.toBe(error);
    expect(tracker.size).toBe(0);
  });

  it("takes a reply that arrives within send", async () => {
    const reply = tracker.request("Ping", { timeoutMs: 100 }, (id) => tracker.resolve(id, "at once"));
    expect(await reply).toBe("at once");
  });

  it("refuses more requests than the limit, without sending them", async () => {
    const two = new RequestTracker<string>(clock, 2);
    const { id } = start(100, undefined, two);
    start(100, undefined, two);
    const send = vi.fn();
    await expect(two.request("Ping", { timeoutMs: 100 }, send)).rejects.toMatchObject({
      code: "request/too-many",
      details: { limit: 2 },
    });
    expect(send).not.toHaveBeenCalled();
    two.resolve(id, "free again");
    expect(start(100, undefined, two).id).toBe(3);
    two.close(closed);
  });
});

describe("time limits", () => {
  it("reject a request at its limit with its name and time", async () => {
    const { reply } = start(100);
    const settled = vi.fn();
    reply.catch(settled);
    await clock.advance(99);
    expect(settled).not.toHaveBeenCalled();
    await clock.advance(1);
    await expect(reply).rejects.toMatchObject({
      code: "request/timeout",
      details: { request: "Ping", afterMs: 100 },
      message: "no answer to Ping within 100 ms",
    });
  });

  it("of many requests share one timer, and each is kept", async () => {
    const times: number[] = [];
    for (const timeoutMs of [300, 100, 200, 100]) start(timeoutMs).reply.catch(() => times.push(clock.now()));
    expect(clock.pendingTimers).toBe(1);
    await clock.advance(1000);
    expect(times).toEqual([100, 100, 200, 300]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("hold for a request that starts while the timer of an answered one still runs", async () => {
    const answered = start(100);
    await clock.advance(50);
    tracker.resolve(answered.id, "reply");
    const rejected = vi.fn(() => expect(clock.now()).toBe(250));
    start(200).reply.catch(rejected);
    await clock.advance(199);
    expect(rejected).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(rejected).toHaveBeenCalledOnce();
  });

  it("that are infinite arm no timer", () => {
    start(Number.POSITIVE_INFINITY);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe("abort", () => {
  it("rejects the request at once with the reason as cause", async () => {
    const controller = new AbortController();
    const { id, reply } = start(100, controller.signal);
    controller.abort("why");
    await expect(reply).rejects.toMatchObject({ code: "request/aborted", cause: "why" });
    expect(tracker.resolve(id, "late")).toBe(false);
  });

  it("that came before keeps the request from being sent", async () => {
    const send = vi.fn();
    const reply = tracker.request("Ping", { timeoutMs: 100, signal: AbortSignal.abort() }, send);
    await expect(reply).rejects.toMatchObject({ code: "request/aborted" });
    expect(send).not.toHaveBeenCalled();
    expect(tracker.size).toBe(0);
  });

  it("listeners are removed however the request ends", async () => {
    const controller = new AbortController();
    const add = vi.spyOn(controller.signal, "addEventListener");
    const remove = vi.spyOn(controller.signal, "removeEventListener");
    tracker.resolve(start(100, controller.signal).id, "reply");
    tracker.reject(start(100, controller.signal).id, new Error("no"));
    start(10, controller.signal);
    await clock.advance(10);
    start(100, controller.signal);
    tracker.close(closed);
    expect(add).toHaveBeenCalledTimes(4);
    expect(remove.mock.calls).toEqual(add.mock.calls.map(([type, listener]) => [type, listener]));
  });
});

describe("close", () => {
  it("rejects every pending request at once with the close error and releases the timer", async () => {
    const replies = [start().reply, start().reply, start().reply];
    tracker.close(closed);
    expect(tracker.size).toBe(0);
    expect(clock.pendingTimers).toBe(0);
    for (const reply of replies) await expect(reply).rejects.toBe(closed);
  });

  it("rejects later requests with the same error, without sending them", async () => {
    tracker.close(closed);
    const send = vi.fn();
    await expect(tracker.request("Ping", { timeoutMs: 100 }, send)).rejects.toBe(closed);
    expect(send).not.toHaveBeenCalled();
  });

  it("keeps the first reason when it is closed again", async () => {
    tracker.close(closed);
    tracker.close(new ButtplugError("usage/closed", "second"));
    await expect(start().reply).rejects.toBe(closed);
  });

  it("within send settles that request too", async () => {
    const reply = tracker.request("Ping", { timeoutMs: 100 }, () => tracker.close(closed));
    await expect(reply).rejects.toBe(closed);
    await settle();
    expect(clock.pendingTimers).toBe(0);
  });
});
