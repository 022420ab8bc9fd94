import type { Advertisement } from "@buttplug-ts/core";
import type { HidListing } from "@buttplug-ts/hardware-kit";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { HidHardwareManager } from "../src/index.js";
import { FakeHid, FakeHidDevice } from "./fake-hid.js";

const filters = {
  bluetooth: { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] },
};
const never = new AbortController().signal;

function setUp(...devices: FakeHidDevice[]) {
  const clock = new TestClock();
  const binding = new FakeHid(devices);
  const manager = new HidHardwareManager({ binding, clock });
  onTestFinished(() => manager[Symbol.asyncDispose]());
  return { clock, binding, manager };
}

async function scan(manager: HidHardwareManager): Promise<Advertisement[]> {
  const seen: Advertisement[] = [];
  for await (const each of manager.scan(filters, { signal: never })) seen.push(each);
  return seen;
}

const idsOf = async (manager: HidHardwareManager) => (await scan(manager)).map(({ id }) => id);
const at = (path: string, more: Partial<HidListing> = {}) => new FakeHidDevice({ path, ...more });

describe("what a scan tells", () => {
  it("is one advertisement a device, with its numbers and its product string", async () => {
    const parts = [
      { path: "/dev/hidraw0", interface: 0, usagePage: 1, usage: 6 },
      { path: "/dev/hidraw0", interface: 0, usagePage: 12, usage: 1 },
      { path: "/dev/hidraw1", interface: 1, usagePage: 0xff00, usage: 1 },
    ].map((part) => ({ vendorId: 0x483, productId: 0x5750, serialNumber: "X10 ", product: " Cyclone", ...part }));
    const { manager } = setUp(new FakeHidDevice(...parts));
    expect(await scan(manager)).toEqual([{ kind: "hid", id: "X10", vendor: 0x483, product: 0x5750, name: "Cyclone" }]);
  });

  it("names devices without a serial number after vendor and product, and leaves out an empty product string", async () => {
    const { manager } = setUp(at("/dev/hidraw3", { serialNumber: "", product: "" }));
    expect(await scan(manager)).toEqual([{ kind: "hid", id: "057e:2009", vendor: 0x57e, product: 0x2009 }]);
  });

  it("keeps devices apart to which their maker gave the same serial number", async () => {
    const serialNumber = "000000000001";
    const { manager, binding } = setUp(at("a", { serialNumber }), at("b", { serialNumber }));
    expect(await idsOf(manager)).toEqual(["000000000001", "000000000001#2"]);
    binding.devices[0]?.vanish();
    expect(await idsOf(manager)).toEqual(["000000000001#2"]);
  });

  it("knows a device again at another path", async () => {
    const { manager, binding } = setUp(at("a"));
    expect(await idsOf(manager)).toEqual(["057e:2009"]);
    binding.devices.splice(0, 1, at("c"));
    expect(await idsOf(manager)).toEqual(["057e:2009"]);
    const plan = { kind: "hid", protocol: "test", endpoints: ["tx"] } as const;
    await manager.open("057e:2009", [plan], { signal: never });
    expect(binding.devices[0]?.openHandles).toBe(1);
  });

  it("leaves out what cannot be opened", async () => {
    const { manager } = setUp(new FakeHidDevice({ path: undefined }));
    expect(await scan(manager)).toEqual([]);
  });
});

describe("watching", () => {
  it("reports what is there, and what is plugged in within two seconds", async () => {
    const { manager, binding, clock } = setUp(at("a"));
    const controller = new AbortController();
    const arrived: string[] = [];
    manager.watch(({ id }) => arrived.push(id), { signal: controller.signal });
    await settle();
    expect(arrived).toEqual(["057e:2009"]);
    binding.devices.push(at("b", { serialNumber: "B" }));
    await clock.advance(1_999);
    expect(arrived).toHaveLength(1);
    await clock.advance(1);
    expect(arrived).toEqual(["057e:2009", "B"]);
    binding.devices[1]?.vanish();
    await clock.advance(2_000);
    binding.devices[1]?.appear();
    await clock.advance(2_000);
    expect(arrived).toEqual(["057e:2009", "B", "B"]);
    controller.abort();
    await settle();
    expect(clock.pendingTimers).toBe(0);
  });

  it("ends with the manager", async () => {
    const { manager, binding, clock } = setUp(at("a"));
    manager.watch(() => {}, { signal: never });
    await settle();
    await manager[Symbol.asyncDispose]();
    const { listings } = binding;
    await clock.advance(60_000);
    expect(binding.listings).toBe(listings);
    expect(clock.pendingTimers).toBe(0);
  });

  it("says what is wrong while devices cannot be listed, and goes on when they can", async () => {
    const { manager, binding, clock } = setUp(at("a"));
    const arrived: string[] = [];
    manager.watch(({ id }) => arrived.push(id), { signal: never });
    binding.listingFailure = "hidapi not initialized";
    await clock.advance(2_000);
    const why = "HID devices cannot be listed: hidapi not initialized.";
    expect(manager.availability.value).toEqual({ usable: false, why });
    await expect(scan(manager)).rejects.toMatchObject({ code: "hardware/unavailable", message: why });
    binding.listingFailure = undefined;
    binding.devices.push(at("b", { serialNumber: "B" }));
    await clock.advance(2_000);
    expect(manager.availability.value).toEqual({ usable: true });
    expect(arrived).toEqual(["057e:2009", "B"]);
  });
});

it("does not ask a system again that has not answered yet, and is ready all the same", async () => {
  const clock = new TestClock();
  const binding = new FakeHid([]);
  let answer = () => {};
  binding.listingHangs = new Promise((resolve) => {
    answer = resolve;
  });
  const manager = new HidHardwareManager({ binding, clock });
  manager.watch(() => {}, { signal: never });
  await clock.advance(60_000);
  await manager.ready;
  expect(binding.listings).toBe(1);
  const why = "HID devices were not listed within 5000 ms; plug them in again.";
  expect(manager.availability.value).toEqual({ usable: false, why });
  binding.listingHangs = undefined;
  answer();
  await clock.advance(7_000);
  expect(manager.availability.value).toEqual({ usable: true });
  await manager[Symbol.asyncDispose]();
});
