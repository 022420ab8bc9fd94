import { TestClock } from "@buttplug-ts/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BluetoothHardwareManager } from "../src/index.js";
import {
  addToy,
  type DbusWorld,
  hasDbus,
  notAborted,
  openDbusWorld,
  openToy,
  rx,
  Scan,
  service,
  toyPlan,
  tx,
  until,
} from "./dbus-world.js";

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
const request = { withResponse: true };
const connectFailed = { code: "hardware/connect-failed" };

/** Opens a device as a scan found it. */
async function openSeen(): ReturnType<typeof openToy> {
  const scan = new Scan(world.manager);
  await scan.report(({ id }) => id === world.toy.address);
  await scan.end();
  return openToy(world, world.toy);
}

describe.skipIf(!hasDbus)("a device that vanishes", () => {
  it("while it is being connected is not opened, and is when it came back", async () => {
    const { toy } = world;
    await (await openSeen())[Symbol.asyncDispose]();
    toy.stallConnect();
    const opening = openToy(world, toy);
    opening.catch(() => {});
    await until(() => toy.isConnecting);
    toy.forget();
    await expect(opening).rejects.toMatchObject(connectFailed);
    toy.appear();
    await (await openToy(world, toy))[Symbol.asyncDispose]();
  });

  it("while it is asked for its services is not opened, and is the next time", async () => {
    world.toy.dropDuringDiscovery();
    await expect(openToy(world, world.toy)).rejects.toMatchObject(connectFailed);
    await (await openToy(world, world.toy))[Symbol.asyncDispose]();
  });

  it.each([true, false])(
    "during a write ends the write, also if bluetoothd never does (%s)",
    async (leavesCallsOpen) => {
      const hardware = await openSeen();
      world.toy.stallWrites();
      const writes = [hardware.write("tx", data, request), hardware.write("tx", data, request)];
      const settled = Promise.allSettled(writes);
      await until(() => world.toy.isBusy);
      world.toy.vanish({ leavesCallsOpen });
      expect(await hardware.closed).toEqual({ by: "remote", reason: "the device disconnected" });
      for (const each of await settled) {
        expect(each).toMatchObject({
          reason: { code: expect.stringMatching(/^hardware\/(disconnected|write-failed)$/) },
        });
      }
    },
  );
});

describe.skipIf(!hasDbus)("what takes too long", () => {
  it("is given up: a connection after its limit, and the attempt is called off", async () => {
    const clock = new TestClock();
    await reopen({ clock });
    world.toy.stallConnect();
    const opening = openSeen();
    opening.catch(() => {});
    await until(() => world.toy.isConnecting);
    await clock.advance(20_000);
    await expect(opening).rejects.toMatchObject({ code: "hardware/connect-timeout", details: { afterMs: 20_000 } });
    await until(() => !world.toy.isConnecting);
  });

  it("ends the connection when it is a write", async () => {
    const clock = new TestClock();
    await reopen({ clock, operationLimitMs: 3_000 });
    const hardware = await openSeen();
    world.toy.stallWrites();
    const write = hardware.write("tx", data, request);
    write.catch(() => {});
    await until(() => world.toy.isBusy);
    await clock.advance(2_999);
    expect(world.toy.isConnected).toBe(true);
    await clock.advance(1);
    expect(await hardware.closed).toMatchObject({ by: "failure" });
    await expect(write).rejects.toMatchObject({
      code: expect.stringMatching(/^hardware\/(write-timeout|disconnected)$/),
    });
    await until(() => !world.toy.isConnected);
  });

  it("is given up when it is the search for a device that is not there", async () => {
    const clock = new TestClock();
    await reopen({ clock, connectLimitMs: 7_000 });
    const opening = world.manager.open("AA:BB:CC:DD:EE:99", [toyPlan], { signal: notAborted });
    opening.catch(() => {});
    const scan = new Scan(world.manager);
    await scan.report(({ id }) => id === world.toy.address);
    await (await openToy(world, world.other))[Symbol.asyncDispose](); // what was asked before is answered
    await clock.advance(7_000);
    await expect(opening).rejects.toMatchObject({ code: "hardware/connect-timeout" });
    await scan.end();
    await until(() => !world.bluez.adapter("hci0").isDiscovering);
  });
});

describe.skipIf(!hasDbus)("a connection", () => {
  it("is tried three times", async () => {
    world.toy.failConnect(2);
    await (await openSeen())[Symbol.asyncDispose]();
    world.toy.failConnect(3);
    await expect(openToy(world, world.toy)).rejects.toMatchObject(connectFailed);
  });

  it("comes about without a scan, even when bluetoothd has forgotten the device", async () => {
    await (await openSeen())[Symbol.asyncDispose]();
    world.toy.forget();
    const hardware = await openToy(world, world.toy);
    await hardware.write("tx", data, request);
    expect(await world.toy.received(3)).toEqual(data);
    await until(() => !world.bluez.adapter("hci0").isDiscovering);
  });

  it("comes about with what the system has connected already, and with its services", async () => {
    const address = "AA:BB:CC:DD:EE:50";
    const services = { [service]: { [tx]: { flags: ["write"] } } } as const;
    const toy = world.bluez.addPeripheral({ address, name: "By the system", services, connectedByOs: true });
    const hardware = await openToy(world, toy);
    expect(hardware.endpoints).toEqual(["tx"]);
    await hardware.write("tx", data, request);
    expect(await toy.received(3)).toEqual(data);
    await hardware[Symbol.asyncDispose]();
    await until(() => !toy.isConnected);
  });

  it("comes about while a scan goes on", async () => {
    const scan = new Scan(world.manager);
    await scan.report(({ id }) => id === world.toy.address);
    const hardware = await openToy(world, world.toy);
    await hardware.write("tx", data, request);
    world.other.advertise({ name: "Later" });
    await scan.report(({ name }) => name === "Later");
    await scan.end();
  });

  it("waits for another program that is just connecting to the device", async () => {
    const { toy } = world;
    await using second = new BluetoothHardwareManager();
    const openings = [openToy(world, toy), second.open(toy.address, [toyPlan], { signal: notAborted })];
    const [one, two] = await Promise.all(openings);
    await one?.write("tx", data, request);
    await two?.write("tx", data, request);
    expect(await toy.received(6)).toEqual(Uint8Array.of(...data, ...data));
    expect(toy.connects).toBe(1);
  });

  it("comes about with ten devices at once", async () => {
    const toys = Array.from({ length: 10 }, (_, index) => addToy(world.bluez, `AA:BB:CC:DD:EF:0${index}`));
    const all = await Promise.all(toys.map((toy) => openToy(world, toy)));
    await Promise.all(all.map((hardware, index) => hardware.write("tx", Uint8Array.of(index), request)));
    const received = await Promise.all(toys.map((toy) => toy.received(1)));
    expect(received.map(([byte]) => byte)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("is not left behind when opening is called off at any moment", async () => {
    const { toy, manager } = world;
    await (await openSeen())[Symbol.asyncDispose]();
    for (let delay = 0; delay < 30; delay += 1) {
      const controller = new AbortController();
      const opening = manager.open(toy.address, [toyPlan], { signal: controller.signal });
      opening.catch(() => {});
      for (let turn = 0; turn < delay; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      controller.abort();
      await opening.then(
        (hardware) => hardware[Symbol.asyncDispose](),
        () => {},
      );
      await until(() => !toy.isConnected && !toy.isConnecting);
    }
  });
});

describe.skipIf(!hasDbus)("the signal strength", () => {
  it("is told while something scans", async () => {
    const hardware = await openSeen();
    await expect(hardware.rssi?.()).rejects.toMatchObject({ code: "hardware/read-failed" });
    const scan = new Scan(world.manager);
    await scan.report(({ id }) => id === world.other.address);
    world.toy.advertise({ rssi: -42 });
    world.other.advertise({ name: "after that" });
    await scan.report(({ name }) => name === "after that");
    expect(await hardware.rssi?.()).toBe(-42);
    await scan.end();
  });
});

describe.skipIf(!hasDbus)("bytes", () => {
  it.each([
    { flags: ["write"], withResponse: false, type: "request" },
    { flags: ["write-without-response"], withResponse: true, type: "command" },
    { flags: ["write", "write-without-response"], withResponse: false, type: "command" },
    { flags: ["write", "write-without-response"], withResponse: true, type: "request" },
  ] as const)(
    "go the way that the characteristic offers: $flags, $withResponse",
    async ({ flags, withResponse, type }) => {
      const services = { [service]: { [tx]: { flags } } };
      const toy = world.bluez.addPeripheral({ address: "AA:BB:CC:DD:EE:60", services });
      const hardware = await openToy(world, toy);
      await hardware.write("tx", data, { withResponse });
      expect(toy.writes).toMatchObject([{ data, type }]);
    },
  );

  it("that do not fit are an error of the write, and the device stays", async () => {
    const hardware = await openSeen();
    world.toy.failWrites(1);
    await expect(hardware.write("tx", data, request)).rejects.toMatchObject({ code: "hardware/write-failed" });
    await hardware.write("tx", data, request);
    expect(await world.toy.received(3)).toEqual(data);
  });

  it("that are read are not notified as well", async () => {
    const both = { flags: ["read", "notify"], value: data } as const;
    const toy = world.bluez.addPeripheral({ address: "AA:BB:CC:DD:EE:61", services: { [service]: { [rx]: both } } });
    const hardware = await openToy(world, toy);
    const notified: Uint8Array[] = [];
    await hardware.subscribe("rx", (each) => notified.push(each));
    expect(await hardware.read("rx", { timeoutMs: 20_000 })).toEqual(data);
    toy.notify(rx, Uint8Array.of(9));
    await until(() => notified.length > 0);
    expect(notified).toEqual([Uint8Array.of(9)]);
  });

  it("are notified after the device was lost and opened again", async () => {
    const { toy } = world;
    const first = await openSeen();
    await first.subscribe("rx", () => {});
    toy.dropLink();
    await first.closed;
    const notified: Uint8Array[] = [];
    const second = await openToy(world, toy);
    await second.subscribe("rx", (each) => notified.push(each));
    toy.notify(rx, data);
    await until(() => notified.length > 0);
    expect(notified).toEqual([data]);
  });
});
