import { settle } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { StopEverything } from "../src/stop-everything.js";

it("stops again at each call, also while an earlier stop is under way, and tells of the newest", async () => {
  const ends: ((error?: unknown) => void)[] = [];
  const stop = new StopEverything(
    () => new Promise((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve()))),
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
});

it("says as a sentence why not everything stopped", async () => {
  const stop = new StopEverything(() => Promise.reject(new RangeError("the link broke")));
  await stop.run();
  expect(stop.state.value).toEqual({ kind: "failed", why: "The link broke." });
});
