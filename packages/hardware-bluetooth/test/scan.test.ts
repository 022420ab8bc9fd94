import { deviceDatabase } from "@buttplug-ts/device-db";
import { TestClock } from "@buttplug-ts/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DbusWorld, hasDbus, openDbusWorld, Scan, service, toyPlan, until } from "./dbus-world.js";

let world: DbusWorld;
beforeEach(async () => {
  world = await openDbusWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

describe.skipIf(!hasDbus)("a scan over D-Bus", () => {
  it("gives what is advertised, unchanged", async () => {
    const manufacturerData = { 620: Uint8Array.of(255, 33), 93: Uint8Array.of(0, 0, 39) };
    const address = "AA:BB:CC:DD:EE:10";
    world.bluez.addPeripheral({ address, name: "LVS-Hush", advertisedServices: [service], manufacturerData });
    const scan = new Scan(world.manager);
    expect(await scan.report(({ id }) => id === address)).toEqual({
      kind: "bluetooth",
      id: address,
      name: "LVS-Hush",
      services: [service],
      manufacturerData: [
        { company: 93, data: Uint8Array.of(0, 0, 39) },
        { company: 620, data: Uint8Array.of(255, 33) },
      ],
    });
    expect(await scan.end()).toBeUndefined();
  });

  it("reports what the database could know, and nothing else", async () => {
    const add = (last: string, options: object) =>
      world.bluez.addPeripheral({ address: `AA:BB:CC:DD:EE:${last}`, advertisedServices: [], ...options });
    add("20", { name: "LVS-Hush" });
    add("21", { name: "Headphones" });
    add("22", { advertisedServices: ["6e400001-b5a3-f393-e0a9-e50e24dcca9e"] });
    add("23", { name: "x", manufacturerData: { 620: Uint8Array.of(255, 33, 1) } });
    add("24", { name: "x", manufacturerData: { 620: Uint8Array.of(255, 34) } });
    add("25", { name: "Massage Demo" });
    add("26", { name: "Massage Demo 2" });
    add("27", {});
    add("28", { name: "LVS-Last" });
    const scan = new Scan(world.manager, deviceDatabase.scanFilters);
    await scan.report(({ id }) => id.endsWith("28"));
    await scan.end();
    expect(scan.seen.map(({ id }) => id.slice(-2)).sort()).toEqual(["20", "22", "23", "25", "28"]);
  });

  it("reports a device again when it tells its name, and not the address that stands in for one", async () => {
    const address = "AA:BB:CC:DD:EE:30";
    const late = world.bluez.addPeripheral({ address, advertisedServices: [service] });
    const scan = new Scan(world.manager);
    expect(await scan.report(({ id }) => id === address)).not.toHaveProperty("name");
    late.advertise({ name: "Late" });
    await scan.report(({ id, name }) => id === address && name === "Late");
    await scan.end();
  });

  it("reports what the system is connected to, and nothing that it only remembers", async () => {
    const remembered = world.bluez.addPeripheral({ address: "AA:BB:CC:DD:EE:40", name: "Remembered" });
    const first = new Scan(world.manager);
    await first.report(({ name }) => name === "Remembered");
    await first.end();
    await until(() => !world.bluez.adapter("hci0").isDiscovering);
    remembered.vanish();
    world.bluez.addPeripheral({ address: "AA:BB:CC:DD:EE:41", name: "Connected", connectedByOs: true });
    const second = new Scan(world.manager);
    await second.report(({ name }) => name === "Connected");
    await second.report(({ id }) => id === world.toy.address);
    await second.end();
    expect(second.seen.map(({ name }) => name)).not.toContain("Remembered");
  });

  it("leaves out what is connected, and reports it as soon as it was closed", async () => {
    const { manager, toy, other } = world;
    const hardware = await manager.open(toy.address, [toyPlan], { signal: new AbortController().signal });
    const scan = new Scan(manager);
    await scan.report(({ id }) => id === other.address);
    toy.advertise({ rssi: -50 });
    expect(scan.seen.some(({ id }) => id === toy.address)).toBe(false);
    await hardware[Symbol.asyncDispose]();
    toy.advertise({ rssi: -51 });
    await scan.report(({ id }) => id === toy.address);
    await scan.end();
  });

  it("asks for Bluetooth Low Energy only, and stops the discovery with the last scan", async () => {
    const adapter = world.bluez.adapter("hci0");
    const scans = [new Scan(world.manager), new Scan(world.manager)] as const;
    for (const scan of scans) await scan.report(({ id }) => id === world.toy.address);
    expect(adapter.filters.map(({ Transport }) => Transport?.value)).toEqual(["le"]);
    await scans[0].end();
    world.toy.advertise({ name: "Renamed" });
    await scans[1].report(({ name }) => name === "Renamed");
    expect(adapter.isDiscovering).toBe(true);
    await scans[1].end();
    await until(() => !adapter.isDiscovering);
  });

  it("says why it cannot begin, and begins when it is tried again", async () => {
    world.bluez.adapter("hci0").failDiscovery();
    const failed = await new Scan(world.manager).ended;
    expect(failed).toMatchObject({
      code: "hardware/unavailable",
      message: expect.stringMatching(/^Bluetooth .*Input/),
    });
    const scan = new Scan(world.manager);
    await scan.report(({ id }) => id === world.toy.address);
    await scan.end();
  });
});

describe.skipIf(!hasDbus)("a device that advertises twenty times a second for a minute", () => {
  it("is reported every five seconds", async () => {
    const clock = new TestClock();
    await world[Symbol.asyncDispose]();
    world = await openDbusWorld({ clock });
    await world.manager.ready;
    const scan = new Scan(world.manager);
    await scan.report(({ id }) => id === world.toy.address);
    for (let second = 0; second < 60; second += 1) {
      for (let each = 0; each < 20; each += 1) world.toy.advertise({ rssi: -40 - each });
      world.other.advertise({ name: `second ${second}` });
      await scan.report(({ name }) => name === `second ${second}`); // all before it has arrived
      await clock.advance(1_000);
    }
    await scan.end();
    expect(scan.seen.filter(({ id }) => id === world.toy.address)).toHaveLength(12);
  });
});
