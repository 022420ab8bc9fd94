import { ButtplugError } from "@buttplug-ts/core";
import { settle, TestClock } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { StopEverything, type StopEverythingOptions } from "../src/stop-everything.js";

it("stops again at each call, also while an earlier stop is under way, and tells of the newest", async () => {
  const ends: ((error?: unknown) => void)[] = [];
  const clock = new TestClock();
  const stop = new StopEverything({
    stop: () => new Promise((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve()))),
    clock,
    wanted: kept(),
  });
  void stop.run();
  void stop.run();
  expect([ends.length, stop.state.value.kind]).toEqual([2, "stopping"]);
  ends[0]?.(new RangeError("the first failed"));
  await settle();
  expect(stop.state.value.kind).toBe("stopping");
  ends[1]?.();
  await settle();
  expect(stop.state.value.kind).toBe("stopped");
  await clock.advance(5_000);
  expect(stop.state.value.kind).toBe("ready");
});

it("says as a sentence why not everything stopped, until the next stop", async () => {
  const clock = new TestClock();
  const stop = new StopEverything({
    stop: () => Promise.reject(new RangeError("the link broke")),
    clock,
    wanted: kept(),
  });
  await stop.run();
  await clock.advance(60_000);
  expect(stop.state.value).toEqual({ kind: "failed", why: "The link broke.", isWanted: false });
});

it("stops once more when the engine is there again, if it did not hear of the stop, and only then", async () => {
  const clock = new TestClock();
  const wanted = kept();
  let stops = 0;
  let error: Error | undefined = new ButtplugError("connector/not-connected", "the engine is not connected");
  const work = async () => {
    stops += 1;
    if (error) throw error;
  };
  const page = new StopEverything({ stop: work, clock, wanted });
  await page.catchUp();
  expect(stops).toBe(0);
  await page.run();
  await page.catchUp();
  expect([stops, page.state.value.kind]).toEqual([2, "failed"]);
  // Another engine has another token, for which the page is loaded again.
  const stop = new StopEverything({ stop: work, clock, wanted });
  expect(stop.state.value).toMatchObject({ why: "The engine is not connected.", isWanted: true });
  error = undefined;
  await stop.catchUp();
  await stop.catchUp();
  expect([stops, stop.state.value.kind, wanted.get()]).toEqual([3, "stopped", undefined]);
  // Whoever gives no answer may not have heard.
  error = new ButtplugError("request/timeout", "no answer", { details: { request: "stopAll", afterMs: 30_000 } });
  await stop.run();
  expect([stops, wanted.get()]).toEqual([4, "No answer."]);
  error = undefined;
  await stop.catchUp();
  error = new RangeError("a device did not take it");
  await stop.run();
  await stop.catchUp();
  expect([stops, wanted.get()]).toEqual([6, undefined]);
});

function kept(): StopEverythingOptions["wanted"] {
  let why: string | undefined;
  return {
    get: () => why,
    set: (text) => {
      why = text;
    },
  };
}
