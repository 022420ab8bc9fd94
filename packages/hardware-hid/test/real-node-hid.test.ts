import type { Advertisement } from "@buttplug-ts/core";
import { expect, it } from "vitest";
import { HidHardwareManager } from "../src/index.js";

const filters = {
  bluetooth: { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] },
};
const { signal } = new AbortController();

it("loads node-hid, lists what this machine has, and cannot open what it has not", async () => {
  await using manager = new HidHardwareManager();
  await manager.ready;
  expect(manager.availability.value).toEqual({ usable: true });
  const seen: Advertisement[] = [];
  for await (const each of manager.scan(filters, { signal })) seen.push(each);
  for (const each of seen) expect(each).toMatchObject({ kind: "hid", id: expect.stringMatching(/./) });
  const plan = { kind: "hid", protocol: "test", endpoints: ["tx"] } as const;
  const opening = manager.open("no such device", [plan], { signal });
  await expect(opening).rejects.toMatchObject({ code: "hardware/connect-failed" });
});

it("says what the system says of a path that is no device", async () => {
  const { devicesAsync, HIDAsync } = await import("node-hid");
  const listed = { vendorId: 1, productId: 2, release: 0, interface: 0, path: "/dev/hidraw-none", serialNumber: "S" };
  const binding = { devicesAsync: async () => [...(await devicesAsync()), listed], HIDAsync };
  await using manager = new HidHardwareManager({ binding });
  const plan = { kind: "hid", protocol: "test", endpoints: ["tx"] } as const;
  await expect(manager.open("S", [plan], { signal })).rejects.toMatchObject({
    code: "hardware/connect-failed",
    message: expect.stringContaining("/dev/hidraw-none"),
  });
});
