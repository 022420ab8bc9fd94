import { type Endpoint, utf8 } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { SimulatedDevice, SimulatedHardwareManager, simulate } from "@buttplug-ts/hardware-simulated";
import { defineSimulator } from "@buttplug-ts/protocol-kit";
import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { connect, plansOf, signal } from "./connect.js";

async function scan(manager: SimulatedHardwareManager, abort = signal()): Promise<string[]> {
  const found: string[] = [];
  for await (const { id } of manager.scan(deviceDatabase.scanFilters, { signal: abort })) found.push(id);
  return found;
}

function managerOf(...devices: SimulatedDevice[]): SimulatedHardwareManager {
  return new SimulatedHardwareManager({ devices });
}

describe("a simulated bus", () => {
  it("gives addresses in the order of its devices, unless they have one", async () => {
    const manager = managerOf(
      simulate("Lovense Nora"),
      simulate("Aneros Vivi", { address: "x" }),
      simulate("Lovense Max"),
    );
    expect(await scan(manager)).toEqual(["5A:00:00:00:00:01", "x", "5A:00:00:00:00:03"]);
  });

  it("refuses two devices with one address", () => {
    expect(() =>
      managerOf(simulate("Lovense Nora", { address: "x" }), simulate("Lovense Nora", { address: "x" })),
    ).toThrowError("two simulated devices have the address x");
  });

  it("takes devices in and away while it is in use", async () => {
    const manager = managerOf(simulate("Lovense Nora"));
    const heard: string[] = [];
    manager.watch(({ id }) => heard.push(id), { signal: signal() });
    const late = simulate("Lovense Max");
    manager.add(late);
    expect(heard).toEqual(["5A:00:00:00:00:02"]);
    const hardware = await manager.open(late.address, plansOf("lovense"), { signal: signal() });
    expect(manager.remove(late)).toBe(true);
    expect(await hardware.closed).toMatchObject({ by: "remote" });
    expect(await scan(manager)).toEqual(["5A:00:00:00:00:01"]);
    late.appear();
    expect([heard.length, manager.remove(late)]).toEqual([1, false]);
    manager.add(simulate("Lovense Edge"));
    expect(heard.at(-1)).toBe("5A:00:00:00:00:03");
    expect(() => manager.add(late)).toThrow("already belongs to a manager");
  });

  it("is named and usable", () => {
    expect(managerOf()).toMatchObject({ name: "simulated", availability: { value: { usable: true } } });
    expect(new SimulatedHardwareManager({ devices: [], name: "other" }).name).toBe("other");
  });

  it("finds devices that are present and not connected, then ends", async () => {
    const [nora, vivi, max] = [
      simulate("Lovense Nora"),
      simulate("Aneros Vivi"),
      simulate("Lovense Max", { present: false }),
    ];
    const manager = managerOf(nora, vivi, max);
    await manager.open(nora.address, plansOf("lovense"), { signal: signal() });
    expect(await scan(manager)).toEqual([vivi.address]);
  });

  it("has devices of every bus, which fit the plan of their own protocol only", async () => {
    const model = { id: "acme", protocol: "acme", identifier: "", name: "Acme", features: [] };
    const usb = { vendor: 1, product: 2 };
    const buses = [
      { kind: "hid", ...usb },
      { kind: "usb", ...usb },
      { kind: "websocket" },
      { kind: "xinput" },
      { kind: "lovense-connect" },
    ] as const;
    for (const bus of buses) {
      const device = new SimulatedDevice({ model, bus, name: "Pad" });
      const manager = managerOf(device);
      expect(device.advertisement).toEqual({ ...bus, name: "Pad", id: device.address });
      const other = { kind: bus.kind, protocol: "other", endpoints: ["tx"] } as const;
      const own = { kind: bus.kind, protocol: "acme", endpoints: ["tx", "rx"] } as const;
      await expect(manager.open(device.address, [other], { signal: signal() })).rejects.toThrowError("none of the");
      const hardware = await manager.open(device.address, [other, own], { signal: signal() });
      expect(hardware).toMatchObject({ plan: own, endpoints: ["tx", "rx"], gapMs: 0 });
    }
  });

  it("lets a device say something when somebody begins to listen to it", async () => {
    const model = { id: "acme", protocol: "acme", identifier: "", name: "Acme", features: [] };
    const greet = (endpoint: Endpoint) => (endpoint === "rx" ? [{ endpoint, data: utf8("hello") }] : []);
    const simulator = defineSimulator({
      key: "acme",
      advertisedName: () => "Acme",
      open: () => ({ battery: 1, receive: () => [], levels: () => [], subscribed: greet }),
    });
    const device = new SimulatedDevice({ model, bus: { kind: "websocket" }, simulator });
    const manager = managerOf(device);
    const plan = { kind: "websocket", protocol: "acme", endpoints: ["tx", "rx"] } as const;
    const hardware = await manager.open(device.address, [plan], { signal: signal() });
    const heard: Uint8Array[] = [];
    await hardware.subscribe("tx", (data) => heard.push(data));
    await hardware.subscribe("rx", (data) => heard.push(data));
    await settle();
    expect(heard).toEqual([utf8("hello")]);
  });

  it("ends a scan when it is aborted", async () => {
    const manager = managerOf(simulate("Lovense Nora"), simulate("Aneros Vivi"));
    const controller = new AbortController();
    const found: string[] = [];
    for await (const { id } of manager.scan(deviceDatabase.scanFilters, { signal: controller.signal })) {
      found.push(id);
      controller.abort();
    }
    expect(found).toHaveLength(1);
  });

  it("reports devices that appear, once each, to those who watch", () => {
    const device = simulate("Lovense Nora");
    const manager = managerOf(device);
    const controller = new AbortController();
    const seen: string[] = [];
    manager.watch(({ id }) => seen.push(id), { signal: controller.signal });
    device.appear();
    expect(seen).toEqual([]);
    device.vanish();
    device.appear();
    device.appear();
    expect(seen).toEqual([device.address]);
    controller.abort();
    device.vanish();
    device.appear();
    expect(seen).toHaveLength(1);
  });
});

describe("opening a simulated device", () => {
  it("takes the first plan that fits and has its endpoints", async () => {
    const device = simulate("Lovense Nora");
    const hardware = await managerOf(device).open(device.address, plansOf("aneros", "lovense"), { signal: signal() });
    expect(hardware.plan.protocol).toBe("lovense");
    expect([...hardware.endpoints].sort()).toEqual(["rx", "tx"]);
    expect(hardware).toMatchObject({ gapMs: 75, needsKeepalive: false });
    expect(await hardware.rssi?.()).toBe(-60);
  });

  it("has what the device was made with", async () => {
    const { hardware } = await connect(simulate("Lovense Nora", { gapMs: 0, needsKeepalive: true, rssi: -90 }));
    expect(hardware).toMatchObject({ gapMs: 0, needsKeepalive: true });
    expect(await hardware.rssi?.()).toBe(-90);
  });

  it("fails for devices that are unknown, absent, connected already or without a service that fits", async () => {
    const { device, manager, plans } = await connect(simulate("Lovense Nora"));
    const failed = { code: "hardware/connect-failed" };
    await expect(manager.open("?", plans, { signal: signal() })).rejects.toMatchObject(failed);
    await expect(manager.open(device.address, plans, { signal: signal() })).rejects.toMatchObject(failed);
    device.vanish();
    await expect(manager.open(device.address, plans, { signal: signal() })).rejects.toMatchObject(failed);
    device.appear();
    await expect(manager.open(device.address, plansOf("aneros"), { signal: signal() })).rejects.toMatchObject(failed);
    expect(device.connected).toBe(false);
  });

  it("lets one of two openers have the device", async () => {
    const device = simulate("Lovense Nora");
    const manager = managerOf(device);
    const opened = [1, 2].map(() => manager.open(device.address, plansOf("lovense"), { signal: signal() }));
    const outcomes = await Promise.allSettled(opened);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });

  it("is called off by its signal, before or during", async () => {
    const device = simulate("Lovense Nora");
    const manager = managerOf(device);
    const controller = new AbortController();
    const opening = manager.open(device.address, plansOf("lovense"), { signal: controller.signal });
    controller.abort();
    await expect(opening).rejects.toMatchObject({ code: "request/aborted" });
    expect(device.connected).toBe(false);
  });
});

describe("a connection", () => {
  it("refuses endpoints that it does not have", async () => {
    const { hardware, device } = await connect(simulate("Aneros Vivi"));
    const missing = { code: "hardware/endpoint-missing", details: { endpoint: "rx" } };
    await expect(hardware.write("rx", utf8("?"), { withResponse: false })).rejects.toMatchObject(missing);
    await expect(hardware.subscribe("rx", () => {})).rejects.toMatchObject(missing);
    await expect(hardware.read("rx", { timeoutMs: 0 })).rejects.toMatchObject(missing);
    await expect(hardware.read("tx", { timeoutMs: 0 })).rejects.toMatchObject({ code: "hardware/read-failed" });
    expect(device.writes).toEqual([]);
  });

  it("ends from the far side when the device vanishes", async () => {
    const { device, hardware } = await connect(simulate("Lovense Nora"));
    const heard: Uint8Array[] = [];
    await hardware.subscribe("rx", (data) => heard.push(data));
    device.inject("rx", utf8("OK;"));
    device.vanish();
    device.vanish();
    expect(await hardware.closed).toMatchObject({ by: "remote" });
    expect(device).toMatchObject({ connected: false, present: false });
    const gone = { code: "hardware/disconnected", details: { hardware: device.address } };
    await expect(hardware.write("tx", utf8("Vibrate:1;"), { withResponse: false })).rejects.toMatchObject(gone);
    await expect(hardware.rssi?.()).rejects.toMatchObject(gone);
    expect(heard).toEqual([]);
  });

  it("rejects the write in which the device vanishes, which the device never gets", async () => {
    const { device, hardware } = await connect(simulate("Lovense Nora"));
    device.vanishOnWrite(2);
    await hardware.write("tx", utf8("Vibrate:1;"), { withResponse: false });
    const second = hardware.write("tx", utf8("Vibrate:2;"), { withResponse: false });
    await expect(second).rejects.toMatchObject({ code: "hardware/disconnected" });
    expect(device.writes).toHaveLength(1);
    expect(device.present).toBe(false);
    expect(await hardware.closed).toMatchObject({ by: "remote" });
  });

  it("holds writes while the device is stalled, and rejects them when it vanishes", async () => {
    const { device, hardware } = await connect(simulate("Lovense Nora"));
    const write = () => hardware.write("tx", utf8("Vibrate:1;"), { withResponse: false });
    const resume = device.stall();
    const first = write();
    resume();
    await first;
    await write();
    device.stall();
    const held = write();
    device.vanish();
    await expect(held).rejects.toMatchObject({ code: "hardware/disconnected" });
  });

  it("is closed on this side by disposing it, or the bus, any number of times", async () => {
    const { device, hardware, manager, plans } = await connect(simulate("Lovense Nora"));
    await hardware[Symbol.asyncDispose]();
    await hardware[Symbol.asyncDispose]();
    expect(await hardware.closed).toMatchObject({ by: "local" });
    const again = await manager.open(device.address, plans, { signal: signal() });
    await manager[Symbol.asyncDispose]();
    await manager[Symbol.asyncDispose]();
    expect(await again.closed).toMatchObject({ by: "local" });
    expect(manager.availability.value).toMatchObject({ usable: false });
    await expect(scan(manager)).rejects.toMatchObject({ code: "hardware/unavailable" });
    await expect(manager.open(device.address, plans, { signal: signal() })).rejects.toMatchObject({
      code: "hardware/connect-failed",
    });
  });
});
