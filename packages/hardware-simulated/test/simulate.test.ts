import { fromUtf8, utf8 } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { SimulatedDevice, SimulatedHardwareManager, simulate } from "@buttplug-ts/hardware-simulated";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { connect, signal } from "./connect.js";

describe("simulate", () => {
  it("finds a model by name or id, in any case", () => {
    for (const name of ["Lovense Nora", "lovense nora", "lovense-nora"]) {
      expect(simulate(name).model.id).toBe("lovense-nora");
    }
  });

  it("names near candidates when there is no such model", () => {
    expect(() => simulate("Lovence Nora")).toThrowError(
      expect.objectContaining({
        code: "usage/invalid-argument",
        details: { argument: "model" },
        message: expect.stringContaining('near are "Lovense Nora"'),
      }),
    );
    // Several models are called so.
    expect(() => simulate("Lovence Nora")).not.toThrowError(/"Lovense Nora".*"Lovense Nora"/);
    expect(() => simulate("")).toThrowError(expect.objectContaining({ code: "usage/invalid-argument" }));
  });

  // Upstream lists the Nebula under galaku, too, but its name leads to galaku-pump.
  const named = deviceDatabase.models.filter(({ id }) => id !== "galaku-nebula");

  it.each(named)("makes a device of $name that its database recognises", ({ id, protocol }) => {
    const { advertisement } = simulate(id);
    const { before = [] } = deviceDatabase.protocol(protocol) ?? {};
    const found = deviceDatabase.match(advertisement).filter((key) => !before.includes(key));
    // Their port stands in for the one that a user names, so all serial devices have it.
    expect(advertisement.kind === "serial" ? found.filter((key) => key === protocol) : found).toEqual([protocol]);
  });

  it("advertises what the real ones do", () => {
    expect(simulate("Lovense Nora").advertisement).toMatchObject({ name: "LVS-A001", services: [expect.anything()] });
    expect(simulate("Lovense Flexer").advertisement.name).toBe("LVS-EI001");
    expect(simulate("MagicMotion Vini").advertisement.name).toBe("Smart Mini Vibe3");
    expect(simulate("Adrien Lastic Revelation").advertisement).toMatchObject({
      name: "LVS-S002",
      services: ["00001320-0000-1000-8000-00805f9b34fb"],
    });
    expect(simulate("Aneros Vivi").advertisement).toMatchObject({ name: "Massage Demo", services: [] });
  });
});

describe("a simulated device", () => {
  it("records writes, newest last, and tells listeners", async () => {
    const clock = new TestClock();
    const { device, hardware } = await connect(simulate("Aneros Vivi"), clock);
    const heard: number[] = [];
    const off = device.onWrite(({ data }) => heard.push(data[1] ?? -1));
    await clock.advance(30);
    await hardware.write("tx", Uint8Array.of(0xf1, 1), { withResponse: false });
    off();
    await hardware.write("tx", Uint8Array.of(0xf1, 2), { withResponse: true });
    expect(device.writes).toEqual([
      { endpoint: "tx", data: Uint8Array.of(0xf1, 1), withResponse: false, atMs: 30 },
      { endpoint: "tx", data: Uint8Array.of(0xf1, 2), withResponse: true, atMs: 30 },
    ]);
    expect(heard).toEqual([1]);
  });

  it("keeps no more writes than its limit", async () => {
    const { device, hardware } = await connect(simulate("Aneros Vivi", { recordLimit: 3 }));
    for (let value = 0; value < 20; value += 1) {
      await hardware.write("tx", Uint8Array.of(0xf1, value), { withResponse: false });
      expect(device.writes.length).toBe(Math.min(3, value + 1));
    }
    expect(device.writes.map(({ data }) => data[1])).toEqual([17, 18, 19]);
  });

  it("does what it is told", async () => {
    const { device, hardware } = await connect(simulate("Lovense Nora"));
    await hardware.write("tx", utf8("Vibrate:7;"), { withResponse: false });
    expect(device.levels).toEqual([
      { feature: 0, output: "vibrate", label: "Vibrator", value: 7 },
      { feature: 1, output: "rotate", label: "Rotator", value: 0 },
    ]);
  });

  it("answers those who listen, later and in order", async () => {
    const { device, hardware } = await connect(simulate("Lovense Nora", { battery: 55 }));
    const heard: (string | undefined)[] = [];
    const stop = await hardware.subscribe("rx", (data) => heard.push(fromUtf8(data)));
    const first = hardware.write("tx", utf8("DeviceType;"), { withResponse: false });
    const second = hardware.write("tx", utf8("Battery;"), { withResponse: false });
    expect(heard).toEqual([]);
    await Promise.all([first, second]);
    await settle();
    expect(heard).toEqual(["A:11:0082059AD3BD;", "55;"]);
    device.battery = 54;
    await stop();
    await stop();
    device.inject("rx", utf8("55;"));
    await settle();
    expect(heard).toHaveLength(2);
    expect(device.battery).toBe(54);
  });

  it("sends what is injected, to every listener of the endpoint", async () => {
    const { device, hardware } = await connect(simulate("Lovense Nora"));
    const heard: string[] = [];
    await hardware.subscribe("rx", () => heard.push("a"));
    await hardware.subscribe("rx", () => heard.push("b"));
    device.inject("rx", utf8("OK;"));
    device.inject("tx", utf8("OK;"));
    await settle();
    expect(heard).toEqual(["a", "b"]);
  });

  it("has values that can be read where its simulator has them", async () => {
    const { device, hardware } = await connect(simulate("Kiiroo Pearl 2.1", { battery: 40 }));
    const battery = async () => (await hardware.read("whitelist", { timeoutMs: 0 }))[5];
    expect(await battery()).toBe(40);
    device.battery = 39;
    expect(await battery()).toBe(39);
    await expect(hardware.read("rx", { timeoutMs: 0 })).rejects.toMatchObject({ code: "hardware/read-failed" });
  });

  it("takes every write in silence where its protocol has no simulator", async () => {
    const { model } = simulate("Aneros Vivi");
    const device = new SimulatedDevice({
      model,
      bus: { kind: "bluetooth", services: ["0000ff00-0000-1000-8000-00805f9b34fb"], advertised: [] },
    });
    const { hardware } = await connect(device);
    await hardware.write("tx", Uint8Array.of(1), { withResponse: false });
    expect(device.levels).toEqual([]);
    expect(device.writes).toHaveLength(1);
    device.battery = 3;
    expect(device.battery).toBe(3);
    expect(device.advertisement.name).toBe("Aneros Vivi");
  });

  it("belongs to one manager", () => {
    const device = simulate("Aneros Vivi");
    new SimulatedHardwareManager({ devices: [device] });
    expect(() => new SimulatedHardwareManager({ devices: [device] })).toThrowError(
      expect.objectContaining({ code: "usage/invalid-argument" }),
    );
  });

  it("can be connected to again, with what it had", async () => {
    const { device, hardware, manager, plans } = await connect(simulate("Lovense Nora"));
    await hardware.write("tx", utf8("Vibrate:7;"), { withResponse: false });
    await hardware[Symbol.asyncDispose]();
    expect(device.connected).toBe(false);
    await manager.open(device.address, plans, { signal: signal() });
    expect(device.connected).toBe(true);
    expect(device.levels[0]?.value).toBe(7);
  });
});
