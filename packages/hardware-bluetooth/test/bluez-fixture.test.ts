import { toHex } from "@buttplug-ts/core";
import type { Peripheral } from "@stoprocent/noble";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type BusSignal, SystemBus } from "../src/system-bus.js";
import { type DbusDaemon, startDbusDaemon } from "./bluez/dbus-daemon.js";
import { FakeBluez } from "./bluez/fake-bluez.js";
import type { FakePeripheral } from "./bluez/fake-peripheral.js";
import { hasDbus } from "./dbus-world.js";

const service = "0000fff0-0000-1000-8000-00805f9b34fb";
const tx = "0000fff2-0000-1000-8000-00805f9b34fb";
const rx = "0000fff1-0000-1000-8000-00805f9b34fb";
const toyOptions = {
  address: "AA:BB:CC:DD:EE:01",
  name: "Toy",
  services: {
    [service]: { [tx]: { flags: ["write", "write-without-response"] }, [rx]: { flags: ["read", "notify"] } },
  },
  manufacturerData: { 4660: Uint8Array.of(1, 2) },
} as const;
const adapterPath = "/org/bluez/hci0";

let daemon: DbusDaemon;
let bluez: FakeBluez;
let toy: FakePeripheral;

beforeEach(async () => {
  daemon = await startDbusDaemon();
  bluez = await FakeBluez.start(daemon.address);
  bluez.addAdapter();
  toy = bluez.addPeripheral(toyOptions);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await bluez[Symbol.asyncDispose]();
  await daemon[Symbol.asyncDispose]();
});

/** A client of bluetoothd that remembers its signals. */
class Client {
  readonly signals: BusSignal[] = [];
  bus!: SystemBus;
  #wake: () => void = () => {};

  static async open(): Promise<Client> {
    const client = new Client();
    const onSignal = (signal: BusSignal) => {
      client.signals.push(signal);
      client.#wake();
    };
    client.bus = await SystemBus.open({ address: daemon.address, onSignal, onLost: () => {} });
    await client.bus.ask("AddMatch", "type='signal',sender='org.bluez'");
    return client;
  }

  async call(path: string, name: string, member: string, signature = "", body: unknown[] = []): Promise<unknown> {
    const at = { destination: "org.bluez", path, interface: `org.bluez.${name}`, member };
    const [result] = await this.bus.call({ ...at, signature, body });
    return result;
  }

  connect(): Promise<unknown> {
    return this.call(toy.path, "Device1", "Connect");
  }

  async connected(): Promise<void> {
    await this.call(adapterPath, "Adapter1", "StartDiscovery");
    await this.connect();
    await this.until("ServicesResolved", true);
  }

  write(bytes: readonly number[], type: string): Promise<unknown> {
    const options = { type: this.bus.variant("s", type) };
    return this.call(path(tx), "GattCharacteristic1", "WriteValue", "aya{sv}", [Buffer.from(bytes), options]);
  }

  read(): Promise<unknown> {
    return this.call(path(rx), "GattCharacteristic1", "ReadValue", "a{sv}", [{}]);
  }

  notify(member: "StartNotify" | "StopNotify"): Promise<unknown> {
    return this.call(path(rx), "GattCharacteristic1", member);
  }

  /** Settles once a property was said to be so; undefined: to be gone. */
  async until(key: string, value: unknown): Promise<void> {
    const isSaid = ({ member, body: [, changed, gone] }: BusSignal) =>
      member === "PropertiesChanged" &&
      (value === undefined
        ? (gone as string[]).includes(key)
        : (changed as Record<string, { value: unknown }>)[key]?.value === value);
    await this.untilSignal(isSaid);
  }

  async untilSignal(isMeant: (signal: BusSignal) => boolean): Promise<void> {
    while (!this.signals.some(isMeant)) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.signals.splice(0, this.signals.findIndex(isMeant) + 1);
  }

  /** The objects that there are, without their standard interfaces. */
  async objects(): Promise<Record<string, Record<string, Record<string, { value: unknown }>>>> {
    const at = { destination: "org.bluez", path: "/", interface: "org.freedesktop.DBus.ObjectManager" };
    const [objects] = await this.bus.call({ ...at, member: "GetManagedObjects" });
    return objects as Awaited<ReturnType<Client["objects"]>>;
  }
}

function path(uuid: string): string {
  return `${toy.path}/service0001/${uuid === tx ? "char0002" : "char0003"}`;
}

function refused(name: string, text: string): { type: string; text: string } {
  return { type: `org.bluez.Error.${name}`, text };
}

describe.skipIf(!hasDbus)("the BlueZ of the tests", () => {
  it("is taken for the real one by a library that was made for that", async () => {
    vi.stubEnv("DBUS_SYSTEM_BUS_ADDRESS", daemon.address);
    const noble = (await import("@stoprocent/noble")).withBindings("dbus" as "default"); // its types do not know it
    await noble.waitForPoweredOnAsync(60_000);
    const found = new Promise<Peripheral>((resolve) => noble.once("discover", resolve));
    await noble.startScanningAsync([], true);
    const peripheral = await found;
    expect(peripheral).toMatchObject({ rssi: -60, advertisement: { localName: "Toy" } });
    expect(toHex(peripheral.advertisement.manufacturerData)).toBe("34 12 01 02");
    await peripheral.connectAsync();
    const { characteristics } = await peripheral.discoverAllServicesAndCharacteristicsAsync();
    const [out, back] = [
      characteristics.find(({ uuid }) => uuid === "fff2"),
      characteristics.find(({ uuid }) => uuid === "fff1"),
    ];
    await out?.writeAsync(Buffer.of(1, 2, 3), true);
    await out?.writeAsync(Buffer.of(4), false);
    expect(toy.writes).toMatchObject([{ type: "command" }, { type: "request" }]);
    expect(toHex(await toy.received(4))).toBe("01 02 03 04");
    toy.setValue(rx, Uint8Array.of(9));
    expect(await back?.readAsync()).toEqual(Buffer.of(9));
    const notified = new Promise<Buffer>((resolve) => back?.once("data", resolve));
    await back?.subscribeAsync();
    toy.notify(rx, Uint8Array.of(7));
    expect(await notified).toEqual(Buffer.of(7));
    const gone = new Promise<void>((resolve) => peripheral.once("disconnect", () => resolve()));
    toy.vanish();
    await gone;
    noble.stop();
  });

  it("shows devices and their signal strength only while somebody discovers", async () => {
    const client = await Client.open();
    expect(Object.keys(await client.objects())).toEqual(["/org/bluez", adapterPath]);
    await client.call(adapterPath, "Adapter1", "StartDiscovery");
    await expect(client.call(adapterPath, "Adapter1", "StartDiscovery")).rejects.toMatchObject({
      type: "org.bluez.Error.InProgress",
    });
    await client.untilSignal(({ member, body: [which] }) => member === "InterfacesAdded" && which === toy.path);
    toy.advertise({ rssi: -50, name: "Toy 2" });
    await client.until("RSSI", -50);
    const other = await Client.open();
    await other.call(adapterPath, "Adapter1", "StartDiscovery");
    await client.call(adapterPath, "Adapter1", "StopDiscovery");
    expect((await client.objects())[toy.path]?.["org.bluez.Device1"]).toMatchObject({
      RSSI: { value: -50 },
      Name: { value: "Toy 2" },
      Alias: { value: "Toy 2" },
    });
    other.bus.close();
    await client.until("RSSI", undefined);
    toy.advertise({ name: "unseen" });
    expect((await client.objects())[toy.path]?.["org.bluez.Device1"]?.["Name"]?.value).toBe("Toy 2");
    client.bus.close();
  });

  it("answers a connection before the services are known, and keeps them until the device is forgotten", async () => {
    const client = await Client.open();
    await client.connected();
    const members = client.signals.map(({ member }) => member);
    expect(members).toEqual([]);
    toy.dropLink();
    await client.until("Connected", false);
    expect(Object.keys(await client.objects())).toContain(path(tx));
    await expect(client.write([1], "command")).rejects.toMatchObject(refused("Failed", "Not connected"));
    toy.forget();
    expect(Object.keys(await client.objects())).toEqual(["/org/bluez", adapterPath]);
    await expect(client.connect()).rejects.toMatchObject({ type: "org.freedesktop.DBus.Error.UnknownObject" });
    client.bus.close();
  });

  it("refuses connections as asked, and out of range", async () => {
    const client = await Client.open();
    await client.call(adapterPath, "Adapter1", "StartDiscovery");
    const failed = refused("Failed", "le-connection-abort-by-local");
    toy.failConnect();
    await expect(client.connect()).rejects.toMatchObject(failed);
    toy.stallConnect();
    const stalled = expect(client.connect()).rejects.toMatchObject(failed);
    await expect(client.connect()).rejects.toMatchObject(refused("InProgress", "In Progress"));
    await client.call(toy.path, "Device1", "Disconnect");
    await stalled;
    const again = expect(client.connect()).rejects.toMatchObject(failed);
    toy.vanish();
    await again;
    await expect(client.connect()).rejects.toMatchObject(failed);
    toy.appear();
    toy.dropDuringDiscovery();
    await client.connect();
    await client.until("Connected", false);
    expect(await client.connect()).toBeUndefined();
    bluez.setPowered(false);
    await expect(client.connect()).rejects.toMatchObject(refused("NotReady", "Resource Not Ready"));
    client.bus.close();
  });

  it("does one request at a time to a characteristic, in the ways that it offers", async () => {
    const client = await Client.open();
    await client.connected();
    const [first, second, command] = await Promise.allSettled([
      client.write([1], "request"),
      client.write([2], "request"),
      client.write([3], "command"),
    ]);
    expect([first.status, second, command.status]).toMatchObject([
      "fulfilled",
      { reason: refused("InProgress", "In Progress") },
      "fulfilled",
    ]);
    expect(toHex(await toy.received(2))).toBe("03 01");
    await expect(client.call(path(tx), "GattCharacteristic1", "ReadValue", "a{sv}", [{}])).rejects.toMatchObject(
      refused("NotPermitted", "Read not permitted"),
    );
    await expect(client.call(path(tx), "GattCharacteristic1", "StartNotify")).rejects.toMatchObject(
      refused("NotSupported", "Operation is not supported"),
    );
    toy.failWrites(1);
    await expect(client.write([4], "command")).rejects.toMatchObject({ type: "org.bluez.Error.Failed" });
    await client.write([5], "command");
    client.bus.close();
  });

  it("ends what is under way when the link is lost, or leaves it open for good", async () => {
    const client = await Client.open();
    await client.connected();
    toy.stallWrites();
    const writes = [client.write([1], "request"), client.write([2], "command")];
    const settled = Promise.all(
      writes.map((each) => expect(each).rejects.toMatchObject({ type: "org.bluez.Error.Failed" })),
    );
    await client.bus.ask("GetNameOwner", "org.bluez");
    toy.vanish();
    await settled;
    toy.appear();
    await client.connect();
    const left = client.read();
    await client.bus.ask("GetNameOwner", "org.bluez");
    toy.vanish({ leavesCallsOpen: true });
    const closed = expect(left).rejects.toMatchObject({ type: "org.freedesktop.DBus.Error.Disconnected" });
    await client.until("Connected", false);
    client.bus.close();
    await closed;
    expect(toy.writes).toEqual([]);
  });

  it("keeps notifications over a lost link until their client leaves the bus, and the link longer still", async () => {
    const client = await Client.open();
    await client.connected();
    await client.notify("StartNotify");
    toy.dropLink();
    expect(toy.isNotifying(rx)).toBe(false);
    await client.connect();
    await expect(client.notify("StartNotify")).rejects.toMatchObject(refused("Failed", "Already notifying"));
    toy.notify(rx, Uint8Array.of(1));
    await client.untilSignal(({ body: [, changed] }) => "Value" in (changed as object));
    const other = await Client.open();
    await expect(other.notify("StopNotify")).rejects.toMatchObject(refused("Failed", "No notify session started"));
    client.bus.close();
    await other.until("Discovering", false);
    expect([toy.isNotifying(rx), toy.isConnected]).toEqual([false, true]);
    other.bus.close();
  });

  it("has devices that the system is connected to already", async () => {
    toy.forget();
    toy = bluez.addPeripheral({ ...toyOptions, address: "AA:BB:CC:DD:EE:02", connectedByOs: true });
    const client = await Client.open();
    const device = (await client.objects())[toy.path]?.["org.bluez.Device1"];
    expect(device).toMatchObject({ Connected: { value: true }, ServicesResolved: { value: true } });
    expect(device).not.toHaveProperty("RSSI");
    await client.connect();
    await client.write([1], "command");
    expect(toy.connects).toBe(0);
    client.bus.close();
  });
});
