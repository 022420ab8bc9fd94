import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { HardwareManager } from "@buttplug-ts/hardware";
import { TestClock } from "@buttplug-ts/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BluetoothHardwareManager, listBluetoothAdapters } from "../src/index.js";
import { startDbusDaemon } from "./bluez/dbus-daemon.js";
import { FakeBluez } from "./bluez/fake-bluez.js";
import { addToy, type DbusWorld, hasDbus, openDbusWorld, openToy, Scan, until } from "./dbus-world.js";

let world: DbusWorld;
beforeEach(async () => {
  world = await openDbusWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

async function reopen(options: Parameters<typeof openDbusWorld>[0]): Promise<void> {
  await world[Symbol.asyncDispose]();
  world = await openDbusWorld(options);
}

const data = Uint8Array.of(1, 2, 3);

async function untilUsable({ availability }: HardwareManager, usable = true): Promise<void> {
  await until(() => availability.value.usable === usable);
}

describe.skipIf(!hasDbus)("an adapter that is switched off", () => {
  it("ends scans and connections, and settles what is under way", async () => {
    const { manager, toy, bluez } = world;
    const scan = new Scan(manager);
    await scan.report(({ id }) => id === toy.address);
    const hardware = await openToy(world, toy);
    const stalled = world.other;
    stalled.stallConnect();
    const opening = openToy(world, stalled);
    opening.catch(() => {});
    await until(() => stalled.isConnecting);
    toy.stallWrites();
    const write = hardware.write("tx", data, { withResponse: true });
    write.catch(() => {});
    await until(() => toy.isBusy);
    bluez.setPowered(false);
    expect((await hardware.closed).by).not.toBe("local");
    await expect(write).rejects.toMatchObject({
      code: expect.stringMatching(/^hardware\/(disconnected|write-failed)$/),
    });
    await expect(opening).rejects.toMatchObject({ code: "hardware/connect-failed" });
    expect(await scan.ended).toBeUndefined();
  });

  it("for a moment only ends connections, too, and they can be made again", async () => {
    const { manager, toy, bluez } = world;
    const hardware = await openToy(world, toy);
    bluez.setPowered(false);
    bluez.setPowered(true);
    expect((await hardware.closed).by).not.toBe("local");
    await untilUsable(manager);
    const again = await untilDone(() => openToy(world, toy));
    await again.write("tx", data, { withResponse: true });
    expect(await toy.received(3)).toEqual(data);
  });
});

describe.skipIf(!hasDbus)("a bluetoothd that is restarted quickly", () => {
  it("is used again once, and not given up for what was true before", async () => {
    const { manager, bluez, toy } = world;
    await manager.ready;
    for (let round = 0; round < 20; round += 1) {
      const told: boolean[] = [];
      const unsubscribe = manager.availability.subscribe(({ usable }) => void told.push(usable));
      await bluez.stopService();
      for (let turn = 0; turn < round; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      await bluez.startService();
      await until(() => told.at(-1) === true);
      const hardware = await openToy(world, toy);
      await hardware.write("tx", data, { withResponse: true });
      await hardware[Symbol.asyncDispose]();
      unsubscribe();
      expect(told.lastIndexOf(false)).toBeLessThan(told.indexOf(true));
    }
  });
});

describe.skipIf(!hasDbus)("a discovery that bluetoothd began and did not answer for", () => {
  it("does not stand in the way of the next scan", async () => {
    const clock = new TestClock();
    await reopen({ clock });
    const adapter = world.bluez.adapter("hci0");
    await world.manager.ready;
    adapter.holdDiscovery();
    const unanswered = new Scan(world.manager);
    await until(() => adapter.isDiscovering);
    await clock.advance(5_000);
    expect(await unanswered.ended).toMatchObject({ code: "hardware/unavailable" });
    adapter.holdDiscovery(false);
    const scan = new Scan(world.manager);
    const waiting = scan.report(({ id }) => id === world.toy.address);
    let isSeen = false;
    void waiting.then(() => {
      isSeen = true;
    });
    for (let turn = 0; !isSeen && turn < 200; turn += 1) {
      await clock.advance(50);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(isSeen).toBe(true);
    await scan.end();
    await until(() => !adapter.isDiscovering);
  });
});

describe.skipIf(!hasDbus)("of two adapters", () => {
  it("the first is used and a note says so; when it goes, the other one", async () => {
    const { bluez } = world;
    bluez.addAdapter({ id: "hci1", address: "00:1A:7D:DA:71:14" });
    await using second = new BluetoothHardwareManager();
    await second.ready;
    expect(second.availability.value).toEqual({
      usable: true,
      note: expect.stringMatching(/^There .*hci0, hci1.*\.$/),
    });
    const scan = new Scan(second);
    await scan.report(({ id }) => id === world.toy.address);
    bluez.removeAdapter("hci0");
    expect(await scan.ended).toBeUndefined();
    await untilUsable(second);
    const elsewhere = bluez.addPeripheral({ address: "AA:BB:CC:DD:EE:70", name: "Elsewhere", adapter: "hci1" });
    const again = new Scan(second);
    await again.report(({ id }) => id === elsewhere.address);
    await again.end();
  });

  it.each(["hci1", "00:1A:7D:DA:71:14", "00:1a:7d:da:71:14"])("the chosen one is used: %s", async (adapter) => {
    world.bluez.addAdapter({ id: "hci1", address: "00:1A:7D:DA:71:14" });
    const there = world.bluez.addPeripheral({ address: "AA:BB:CC:DD:EE:71", name: "There", adapter: "hci1" });
    await using manager = new BluetoothHardwareManager({ adapter });
    await manager.ready;
    expect(manager.availability.value).toEqual({ usable: true });
    const scan = new Scan(manager);
    await scan.report(({ id }) => id === there.address);
    await scan.end();
    expect(scan.seen.map(({ id }) => id)).not.toContain(world.toy.address);
  });

  it("both are listed", async () => {
    world.bluez.addAdapter({ id: "hci1", address: "00:1A:7D:DA:71:14", powered: false });
    expect(await listBluetoothAdapters()).toMatchObject([
      { id: "hci0", isPowered: true },
      { id: "hci1", address: "00:1A:7D:DA:71:14", isPowered: false },
    ]);
  });

  it("one that does not exist is said not to", async () => {
    await using manager = new BluetoothHardwareManager({ adapter: "hci7" });
    await manager.ready;
    expect(manager.availability.value).toMatchObject({ usable: false, why: expect.stringContaining("hci7") });
    expect(await new Scan(manager).ended).toMatchObject({ code: "hardware/unavailable" });
  });
});

describe.skipIf(!hasDbus)("the system's message bus", () => {
  it("that ends takes connections with it, and is used again when it is back", async () => {
    const clock = new TestClock();
    await reopen({ clock });
    const { manager, toy, daemon } = world;
    const hardware = await openToy(world, toy);
    await daemon[Symbol.asyncDispose]();
    expect((await hardware.closed).by).toBe("failure");
    await untilUsable(manager, false);
    await mkdir(dirname(daemon.socket), { recursive: true });
    await using back = await startDbusDaemon({ socket: daemon.socket });
    await using bluez = await FakeBluez.start(back.address);
    bluez.addAdapter();
    const again = addToy(bluez, toy.address);
    const usable = untilUsable(manager);
    while (!manager.availability.value.usable) await clock.advance(100).then(() => new Promise(setImmediate));
    await usable;
    const second = await openToy(world, again);
    await second.write("tx", data, { withResponse: true });
    expect(await again.received(3)).toEqual(data);
    await manager[Symbol.asyncDispose]();
  });

  it("that is not there is a sentence, in time", async () => {
    process.env["DBUS_SYSTEM_BUS_ADDRESS"] = "unix:path=/nonexistent/socket";
    await using manager = new BluetoothHardwareManager();
    await manager.ready;
    expect(manager.availability.value).toMatchObject({
      usable: false,
      why: expect.stringMatching(/^There is no .*\.$/),
    });
  });
});

describe.skipIf(!hasDbus)("disposing", () => {
  it("lets go of a device that is just being connected", async () => {
    const { manager, toy } = world;
    toy.stallConnect();
    const opening = openToy(world, toy);
    opening.catch(() => {});
    await until(() => toy.isConnecting);
    await manager[Symbol.asyncDispose]();
    await expect(opening).rejects.toMatchObject({ code: expect.stringMatching(/^(hardware|request)\//) });
    await until(() => !toy.isConnecting && !toy.isConnected);
  });

  it("disconnects what is open before it says that it is done", async () => {
    const { manager, toy } = world;
    await openToy(world, toy);
    await manager[Symbol.asyncDispose]();
    expect(toy.isConnected).toBe(false);
  });

  it("at once after making it leaves nothing running", async () => {
    const manager = new BluetoothHardwareManager();
    await manager[Symbol.asyncDispose]();
    await manager.ready;
    expect(manager.availability.value.usable).toBe(false);
  });
});

/** Tries until it comes about: what is opened just while a bus comes back may fail. */
async function untilDone<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
