import { settle } from "@buttplug-ts/testing";
import { expect, it, vi } from "vitest";
import { ButtplugError, background, silentLogger } from "./index.js";

it("logs the failure of a promise that nobody awaits, with its code", async () => {
  const log = vi.fn();
  background(Promise.reject(new ButtplugError("device/gone", "gone")), { log }, "device");
  background(Promise.reject(new Error("odd")), { log }, "device");
  await settle();
  expect(log.mock.calls).toEqual([
    ["error", "device", "gone", { code: "device/gone" }],
    ["error", "device", "odd", {}],
  ]);
});

it("logs nothing when such a promise succeeds", async () => {
  const log = vi.fn();
  background(Promise.resolve(1), { log }, "device");
  await settle();
  expect(log).not.toHaveBeenCalled();
});

it("has a logger that takes everything and says nothing", () => {
  expect(silentLogger.log("error", "area", "text")).toBeUndefined();
});
