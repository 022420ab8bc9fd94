import type { Advertisement } from "@buttplug-ts/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BluetoothHardwareManager } from "../src/index.js";
import type { PeripheralOptions } from "./bluez/fake-peripheral.js";
import {
  battery,
  type DbusWorld,
  hasDbus,
  openDbusWorld,
  openToy,
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

const data = Uint8Array.of(1, 2, 3);
const request = { withResponse: true };
const batteryService = "0000180f-0000-1000-8000-00805f9b34fb";

function add(options: Omit<PeripheralOptions, "address">) {
  const services = { [service]: { [tx]: { flags: ["write"] } } } as const;
  return world.bluez.addPeripheral({ address: "AA:BB:CC:DD:EE:90", name: "Real", services, ...options });
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

// Each of these was met by somebody with hardware; sources in bluez/README.md.
describe.skipIf(!hasDbus)("bluetoothd as it is", () => {
  it("calls a device connected until it has disconnected, and that is waited for", async () => {
    const { toy } = world;
    const first = await openToy(world, toy);
    const release = toy.holdDisconnect();
    const closing = first[Symbol.asyncDispose]();
    await until(() => toy.isDisconnecting);
    const opening = openToy(world, toy);
    opening.catch(() => {});
    await turns(50);
    release();
    await closing;
    const second = await opening;
    await second.write("tx", data, request);
    expect(await toy.received(3)).toEqual(data);
    expect(toy.connects).toBe(2);
  });

  it("calls a connection one that was cut off at its beginning, and the next attempt waits for that", async () => {
    world.toy.abortConnect(2);
    const hardware = await openToy(world, world.toy);
    await hardware.write("tx", data, request);
    expect(await world.toy.received(3)).toEqual(data);
  });

  it("takes a device for one of Bluetooth Classic, and says what helps", async () => {
    const toy = add({ classic: "plain" });
    await expect(openToy(world, toy)).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: expect.stringContaining(
        "br-connection-page-timeout): set ControllerMode = le in /etc/bluetooth/main.conf",
      ),
    });
    expect(world.bluez.objects.calls.get("Connect")).toBe(2); // the second over Low Energy, which is not there
  });

  it("connects it over Low Energy all the same where that can be asked for", async () => {
    const toy = add({ classic: "experimental" });
    const hardware = await openToy(world, toy);
    await hardware.write("tx", data, request);
    expect(await toy.received(3)).toEqual(data);
  });

  it("refuses to connect what is connected, because its other half is missing", async () => {
    const toy = add({ classic: "plain", connectedByOs: true });
    const hardware = await openToy(world, toy);
    await hardware.write("tx", data, request);
    expect(await toy.received(3)).toEqual(data);
  });

  it("keeps the battery service to itself, and tells the level", async () => {
    const services = {
      [service]: { [tx]: { flags: ["write"] } },
      [batteryService]: { [battery]: { flags: ["read"] } },
    } as const;
    const toy = add({ services, claimedBattery: 66 });
    const hardware = await openToy(world, toy);
    expect(hardware.endpoints).toEqual(["tx", "rxblebattery"]);
    expect(await hardware.read("rxblebattery", { timeoutMs: 1_000 })).toEqual(Uint8Array.of(66));
    const told: Uint8Array[] = [];
    await hardware.subscribe("rxblebattery", (each) => told.push(each));
    toy.tellBattery(65);
    await until(() => told.length > 0);
    expect(told).toEqual([Uint8Array.of(65)]);
  });

  it("keeps a connection when the program is gone that made it, and the next one is told of it", async () => {
    const manager = new BluetoothHardwareManager();
    const end = new AbortController();
    const arrived: Advertisement[] = [];
    manager.watch((each) => arrived.push(each), { signal: end.signal });
    const toy = add({ connectedByOs: true });
    await until(() => arrived.length > 0);
    world.bluez.removeAdapter();
    await until(() => !manager.availability.value.usable);
    world.bluez.addAdapter();
    const other = add({ connectedByOs: true, name: "Other" });
    await until(() => arrived.length > 1);
    expect(arrived).toMatchObject([
      { kind: "bluetooth", id: toy.address, name: "Real" },
      { kind: "bluetooth", id: other.address, name: "Other" },
    ]);
    end.abort();
    await manager[Symbol.asyncDispose]();
  });

  it("is still scanning when it could not stop, and is asked again", async () => {
    const adapter = world.bluez.adapter("hci0");
    const scan = new Scan(world.manager);
    await scan.report(({ id }) => id === world.toy.address);
    adapter.refuseStop(2);
    await scan.end();
    await until(() => !adapter.isDiscovering);
  });

  it("is busy with another connection, by whatever name", async () => {
    world.toy.refuseConnect(5, "Failed", "Operation already in progress");
    await (await openToy(world, world.toy))[Symbol.asyncDispose]();
    world.toy.refuseConnect(5, "Failed", "le-connection-busy");
    await (await openToy(world, world.toy))[Symbol.asyncDispose]();
  });

  it("holds no more connections, and that is said", async () => {
    world.toy.refuseConnect(3, "Failed", "le-connection-concurrent-connection-limit");
    await expect(
      world.manager.open(world.toy.address, [toyPlan], { signal: new AbortController().signal }),
    ).rejects.toThrow(
      "the Bluetooth adapter holds no more connections at once (le-connection-concurrent-connection-limit): disconnect another device",
    );
  });
});
