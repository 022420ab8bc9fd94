import { settle, TestClock } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { StopEverything } from "../src/stop-everything.js";

it("stops again at each call, also while an earlier stop is under way, and tells of the newest", async () => {
  const ends: ((error?: unknown) => void)[] = [];
  const clock = new TestClock();
  const stop = new StopEverything(
    () => new Promise((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve()))),
    clock,
  );
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
  const stop = new StopEverything(() => Promise.reject(new RangeError("the link broke")), clock);
  await stop.run();
  await clock.advance(60_000);
  expect(stop.state.value).toEqual({ kind: "failed", why: "The link broke." });
});
