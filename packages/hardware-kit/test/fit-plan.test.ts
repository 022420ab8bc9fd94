import type { EndpointPlan } from "@buttplug-ts/core";
import { describe, expect, it } from "vitest";
import { fitBluetoothPlan, fitPlan, fullUuid } from "../src/index.js";

const [service, other, tx, rx] = ["0001", "0002", "0003", "0004"].map(fullUuid) as [string, string, string, string];
const plans: readonly EndpointPlan[] = [
  { kind: "serial", protocol: "serial" },
  { kind: "bluetooth", protocol: "first", services: { [other]: { tx } } },
  { kind: "bluetooth", protocol: "second", services: { [service]: { tx, rx } } },
];

describe("fitBluetoothPlan", () => {
  it("takes the first plan of which anything is there, with the endpoints that are", () => {
    const fit = fitBluetoothPlan(plans, new Map([[service, new Set([tx])]]));
    expect(fit?.plan.protocol).toBe("second");
    expect([...(fit?.endpoints ?? [])]).toEqual([["tx", { service, characteristic: tx }]]);
  });

  it("does not take a characteristic of another service", () => {
    expect(fitBluetoothPlan(plans, new Map([[other, new Set([rx])]]))).toBeUndefined();
  });
});

describe("fitPlan", () => {
  it("takes the first of a kind", () => {
    expect(fitPlan(plans, "serial")?.protocol).toBe("serial");
    expect(fitPlan(plans, "hid")).toBeUndefined();
  });
});

describe("fullUuid", () => {
  it.each([
    ["180F", "0000180f-0000-1000-8000-00805f9b34fb"],
    ["0x2a19", "00002a19-0000-1000-8000-00805f9b34fb"],
    ["6E400001B5A3F393E0A9E50E24DCCA9E", "6e400001-b5a3-f393-e0a9-e50e24dcca9e"],
    ["6e400001-b5a3-f393-e0a9-e50e24dcca9e", "6e400001-b5a3-f393-e0a9-e50e24dcca9e"],
  ])("of %s is %s", (short, full) => {
    expect(fullUuid(short)).toBe(full);
  });
});
