import { fromUtf8, memoryConfigStore, toHex, utf8 } from "@buttplug-ts/core";
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BluetoothHardwareManager } from "../src/index.js";
import type { FakePeripheral } from "./bluez/fake-peripheral.js";
import { type DbusWorld, hasDbus, openDbusWorld } from "./dbus-world.js";

let world: DbusWorld;
beforeEach(async () => {
  world = await openDbusWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const lovense = {
  service: "50300001-0024-4bd4-bbd5-a6920e4c5653",
  tx: "50300002-0024-4bd4-bbd5-a6920e4c5653",
  rx: "50300003-0024-4bd4-bbd5-a6920e4c5653",
};
const magicMotion = {
  service: "78667579-7b48-43db-b8c5-7928a6b0a335",
  tx: "78667579-a914-49a4-8333-aa3c0cd8fedc",
  batteryService: "0000180f-0000-1000-8000-00805f9b34fb",
  battery: "00002a19-0000-1000-8000-00805f9b34fb",
};

function addEdge(): FakePeripheral {
  return world.bluez.addPeripheral({
    address: "AA:BB:CC:DD:EE:80",
    name: "LVS-Edge36",
    services: {
      [lovense.service]: {
        [lovense.tx]: { flags: ["write", "write-without-response"] },
        [lovense.rx]: { flags: ["notify"] },
      },
    },
  });
}

/** Answers as the firmware does, for as long as the test runs. */
async function answering(edge: FakePeripheral): Promise<never> {
  for (;;) {
    const asked = fromUtf8(await edge.received(1));
    if (asked?.includes("DeviceType;")) edge.notify(lovense.rx, utf8("P:11:AABBCCDDEEFF;"));
    if (asked?.includes("Battery;")) edge.notify(lovense.rx, utf8("85;"));
  }
}

/** What was written since the last call. */
function news({ writes }: FakePeripheral): () => FakePeripheral["writes"] {
  let taken = 0;
  return () => {
    const all = writes.slice(taken);
    taken = writes.length;
    return all;
  };
}

describe.skipIf(!hasDbus)("from the client to the device and back, over D-Bus", () => {
  it("a Lovense Edge is found, driven, asked for its battery and stopped, and comes back", async () => {
    const edge = addEdge();
    void answering(edge);
    const newWrites = news(edge);
    const texts = () => newWrites().map(({ data }) => fromUtf8(data));
    await using server = createServer("Server", { managers: [world.manager] });
    await using client = new ButtplugClient("App");
    await client.connect(embeddedConnector(server));
    const added = client.events("deviceAdded");
    await client.startScanning();
    const { value: device } = await added.next();
    if (device === undefined) return expect.unreachable();
    expect(device.name).toBe("Lovense Edge");
    await client.stopScanning();
    texts();
    await device.vibrate(0.5);
    expect(texts()).toEqual(["Vibrate1:10;", "Vibrate2:10;"]);
    expect(await device.battery()).toBe(85);
    texts();
    await device.stop();
    expect(texts()).toEqual(["Vibrate1:0;", "Vibrate2:0;"]);
    await device.vibrate(1);
    const removed = client.events("deviceRemoved").next();
    edge.vanish();
    expect((await removed).value?.name).toBe("Lovense Edge");
    texts();
    edge.appear();
    const { value: back } = await added.next(); // found without a scan
    expect(back?.index).toBe(device.index);
    await back?.vibrate(0.1);
    expect(texts().slice(-2)).toEqual(["Vibrate1:2;", "Vibrate2:2;"]);
  });

  it("a device that an earlier run left running is stopped by the next one, which nobody asks for a scan", async () => {
    const edge = addEdge();
    void answering(edge);
    const config = memoryConfigStore();
    const crashed = createServer("Server", { managers: [world.manager], config });
    const client = new ButtplugClient("App");
    await client.connect(embeddedConnector(crashed));
    const added = client.events("deviceAdded");
    await client.startScanning();
    await (await added.next()).value?.vibrate(1);
    const kept = async () => (await config.read("state")) ?? "";
    await vi.waitFor(async () => expect(await kept()).toContain('"driven": true'));
    const newWrites = news(edge);
    newWrites();
    // The first does and says nothing from here on, as after a crash: the link stays.
    const next = new BluetoothHardwareManager();
    const server = createServer("Server", { managers: [next], config: memoryConfigStore({ state: await kept() }) });
    const texts: (string | undefined)[] = [];
    await vi.waitFor(() => {
      texts.push(...newWrites().map(({ data }) => fromUtf8(data)));
      expect(texts).toEqual(expect.arrayContaining(["Vibrate1:0;", "Vibrate2:0;"]));
    });
    await server[Symbol.asyncDispose]();
    await client[Symbol.asyncDispose]();
    await crashed[Symbol.asyncDispose]();
  });

  it("a Magic Motion with a standard battery, beside another device, ends at rest with the server", async () => {
    const edge = addEdge();
    void answering(edge);
    const cell = world.bluez.addPeripheral({
      address: "AA:BB:CC:DD:EE:81",
      name: "Magic Cell",
      services: {
        [magicMotion.service]: { [magicMotion.tx]: { flags: ["write-without-response"] } },
        [magicMotion.batteryService]: { [magicMotion.battery]: { flags: ["read"], value: Uint8Array.of(42) } },
      },
    });
    const server = createServer("Server", { managers: [world.manager] });
    await using client = new ButtplugClient("App");
    await client.connect(embeddedConnector(server));
    const added = client.events("deviceAdded");
    await client.startScanning();
    await added.next();
    await added.next();
    const device = [...client.devices.values()].find(({ name }) => name.includes("Magic"));
    if (device === undefined) return expect.unreachable();
    await device.vibrate(0.5);
    const newWrites = news(cell);
    const bytes = () => newWrites().map(({ data, type }) => `${type} ${toHex(data)}`);
    expect(bytes().at(-1)).toBe("command 0b ff 04 0a 32 32 00 04 08 32 64 00");
    expect(await device.battery()).toBe(42);
    await server[Symbol.asyncDispose]();
    expect(bytes()).toEqual(["command 0b ff 04 0a 32 32 00 04 08 00 64 00"]);
    expect([cell.isConnected, edge.isConnected]).toEqual([false, false]);
  });
});
