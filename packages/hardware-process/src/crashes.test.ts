import { expect, it } from "vitest";
import { Crashes } from "./crashes.js";

it("gives the delays in turn, then none", () => {
  const crashes = new Crashes([1_000, 5_000]);
  expect([0, 1, 2].map((nowMs) => crashes.add(nowMs))).toEqual([1_000, 5_000, undefined]);
});

it("begins anew for crashes of which ten minutes later nothing followed", () => {
  const crashes = new Crashes([1_000, 5_000]);
  expect([0, 599_999, 600_000, 1_300_000].map((nowMs) => crashes.add(nowMs))).toEqual([1_000, 5_000, 5_000, 1_000]);
});
