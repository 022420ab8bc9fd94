import { fromUtf8, utf8 } from "@buttplug-ts/core";
import { settle, TestClock } from "@buttplug-ts/testing";
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { describe, expect, it } from "vitest";
import { WebBluetoothHardwareManager } from "../src/index.js";
import { FakeBluetooth, FakeCharacteristic, FakeDevice, FakeService } from "./fake-bluetooth.js";

const uuid = (part: string) => `5030000${part}-0024-4bd4-bbd5-a6920e4c5653`;

/** A Lovense Edge, as far as it says what it is and how full its battery is. */
class Edge extends FakeDevice {
  readonly packets: string[] = [];

  constructor() {
    const rx = new FakeCharacteristic(uuid("3"));
    const tx = new FakeCharacteristic(uuid("2"), { writeWithoutResponse: true });
    tx.writeValueWithoutResponse = async (data) => {
      const text = fromUtf8(data) ?? "";
      this.packets.push(text);
      if (text === "DeviceType;") rx.change(utf8("P:11:AABBCCDDEEFF;"));
      if (text === "Battery;") rx.change(utf8("85;"));
    };
    super("LVS-Edge36", "edge", [new FakeService(uuid("1"), [tx, rx])]);
  }

  take(): string[] {
    return this.packets.splice(0);
  }
}

describe("from the client to the device and back", () => {
  it("a Lovense Edge is chosen, driven, asked for its battery and stopped, and comes back without the list", async () => {
    const clock = new TestClock();
    const bluetooth = new FakeBluetooth();
    const edge = new Edge();
    bluetooth.choose = async () => edge;
    const managers = [new WebBluetoothHardwareManager({ bluetooth, clock })];
    await using server = createServer("Page", { managers, clock });
    await using client = new ButtplugClient("Page", { clock });
    await client.connect(embeddedConnector(server));
    await client.startScanning();
    await clock.advance(500);
    const [device] = client.devices;
    if (device === undefined) return expect.unreachable();
    expect(device.name).toBe("Lovense Edge");
    edge.take();
    await Promise.all([device.vibrate(0.5), clock.advance(100)]);
    expect(edge.take()).toEqual(["Vibrate1:10;", "Vibrate2:10;"]);
    expect((await Promise.all([device.battery(), clock.advance(100)]))[0]).toBe(85);
    edge.take();
    await Promise.all([device.stop(), clock.advance(100)]);
    expect(edge.take()).toEqual(["Vibrate1:0;", "Vibrate2:0;"]);
    await Promise.all([device.vibrate(1), clock.advance(100)]);

    edge.vanish();
    await settle();
    expect(client.devices).toEqual([]);
    await clock.advance(10_000);
    const [again] = client.devices;
    expect([again?.name, again?.index, bluetooth.requests.length]).toEqual(["Lovense Edge", device.index, 1]);
    expect(edge.take().slice(-2)).toEqual(["Vibrate1:0;", "Vibrate2:0;"]);
  });
});
