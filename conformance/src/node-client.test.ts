import { ButtplugServer } from "@buttplug-ts/server";
import {
  FakeDevice,
  FakeHardwareManager,
  inputFeature,
  TestClock,
  testDatabase,
  testModel,
  testProtocol,
} from "@buttplug-ts/testing";
import { webSocketConnector } from "buttplug-ts";
import { type SimulatedDevice, simulate } from "buttplug-ts/simulated";
import { describe, expect, it, onTestFinished } from "vitest";
import { clientAt, codeOf, named, next, scan } from "./our-client.js";
import { listen, serve } from "./serve.js";
import { WriteTap } from "./write-tap.js";

/** One simulated device without a gap, scanned for by one client. */
async function driving(device: SimulatedDevice) {
  const served = await serve([device]);
  const client = await clientAt(served.address);
  await scan(client);
  return { ...served, client, tap: new WriteTap(device), toy: named(client, device.model.name) };
}

describe("our client over a socket against our server", () => {
  it("scans and hears of each device, and that the scan is over", async () => {
    const { address } = await serve([simulate("Lovense Nora"), simulate("Aneros Vivi")]);
    const client = await clientAt(address);
    const seen: string[] = [];
    client.on("deviceAdded", ({ name }) => seen.push(name));
    client.on("scanningFinished", () => seen.push("finished"));
    await scan(client);
    expect(client.serverName).toBe("conformance");
    expect(client.devices.map(({ index }) => index)).toEqual([0, 1]);
    expect([...seen].sort()).toEqual(["Aneros Vivi", "Lovense Nora", "finished"]);
    expect(seen.at(-1)).toBe("finished");
  });

  it("knows the devices that are there when connect resolves", async () => {
    const { address } = await driving(simulate("Lovense Nora"));
    const later = await clientAt(address);
    expect(later.devices.map(({ name }) => name)).toEqual(["Lovense Nora"]);
  });

  it("vibrates and rotates both ways", async () => {
    const { toy, tap } = await driving(simulate("Lovense Nora"));
    await toy.vibrate(0.5);
    await toy.rotate(0.5);
    await toy.rotate(-0.5);
    await toy.feature(1)?.rotate({ steps: -20 });
    const turned = ["RotateChange;", "Rotate:10;", "RotateChange;", "Rotate:20;"];
    expect(tap.take()).toEqual(["Vibrate:10;", "Rotate:10;", ...turned]);
  });

  it("sends the commands of one tick as one commit", async () => {
    const { toy, tap } = await driving(simulate("Aneros Vivi"));
    await Promise.all([toy.feature(1)?.vibrate(1), toy.feature(0)?.vibrate(0.25)]);
    expect(tap.take()).toEqual(["f1 20", "f2 7f"]);
  });

  it("moves to a position in a time, there and back, and stops on the way", async () => {
    const { toy, tap } = await driving(simulate("Lovense Solace Pro"));
    await toy.position(1, { durationMs: 500 });
    const there = ["FSetSite:20;", "FSetSite:40;", "FSetSite:60;", "FSetSite:80;", "FSetSite:100;"];
    expect(await tap.until("FSetSite:100;")).toEqual(there);
    await toy.position(0, { durationMs: 300 });
    expect(await tap.until("FSetSite:0;")).toEqual(["FSetSite:67;", "FSetSite:34;", "FSetSite:1;", "FSetSite:0;"]);
    await toy.position(1, { durationMs: 10_000 });
    await tap.until("FSetSite:2;");
    await toy.stop();
    expect(tap.take().at(-1)).toBe("Mply:0:20;");
  });

  it("constricts", async () => {
    const { toy, tap } = await driving(simulate("Lovense Max"));
    await toy.constrict(1);
    await toy.constrict({ steps: 1 });
    expect(tap.take()).toEqual(["Air:Level:3;", "Air:Level:1;"]);
  });

  it("stops one feature, a device, and all devices", async () => {
    const { client, toy, tap } = await driving(simulate("Lovense Nora"));
    await Promise.all([toy.vibrate(1), toy.rotate(1)]);
    await toy.feature(0)?.stop();
    await toy.stop();
    await client.stopAll();
    const driven = ["Vibrate:20;", "Rotate:20;"];
    const stops = ["Vibrate:0;", "Vibrate:0;", "Rotate:0;", "Vibrate:0;", "Rotate:0;"];
    expect(tap.take()).toEqual([...driven, ...stops]);
  });

  it("reads the battery, and is told when there is no such input or command", async () => {
    const { toy, tap } = await driving(simulate("Lovense Nora", { battery: 37 }));
    expect(await toy.battery()).toBe(37);
    expect(tap.take()).toEqual(["Battery;"]);
    expect(await codeOf(toy.rssi())).toBe("device/no-input");
    expect(await codeOf(toy.subscribe("battery"))).toBe("device/no-input-command");
    expect(await codeOf(toy.unsubscribe("battery"))).toBe("device/no-input-command");
    expect(tap.take()).toEqual([]);
  });

  it("reads rssi, and gets readings of an input from its subscription to its end", async () => {
    const model = testModel("Sensor", [inputFeature(0, "rssi"), inputFeature(1, "button")]);
    const fake = new FakeDevice({ name: "Sensor", rssi: -40 });
    const server = new ButtplugServer("sensors", {
      managers: [new FakeHardwareManager(new TestClock(), [fake])],
      protocols: [testProtocol],
      deviceDb: testDatabase([model]),
    });
    onTestFinished(() => server.close());
    const client = await clientAt(await listen(server));
    await scan(client);
    const toy = named(client, "Sensor");
    expect(await toy.rssi()).toBe(-40);
    await toy.subscribe("button");
    const reading = next(client, "inputReading");
    fake.notify("rx", Uint8Array.of(0xb1, 1));
    expect(await reading).toEqual({ deviceIndex: 0, featureIndex: 1, reading: { type: "button", value: 1 } });
    await toy.unsubscribe("button");
    const readings: unknown[] = [];
    client.on("inputReading", (event) => readings.push(event));
    fake.notify("rx", Uint8Array.of(0xb1, 0));
    // An answer that comes after a reading would.
    await toy.rssi();
    expect(readings).toEqual([]);
  });

  it("is told what a command out of range or for a missing output could not be", async () => {
    const { toy, tap } = await driving(simulate("Lovense Nora"));
    expect(await codeOf(toy.vibrate({ steps: 21 }))).toBe("device/value-out-of-range");
    expect(await codeOf(toy.vibrate(-0.1))).toBe("device/value-out-of-range");
    expect(await codeOf(toy.oscillate(1))).toBe("device/no-output");
    expect(tap.take()).toEqual([]);
  });

  it("sees a device leave in the middle of a command, and return with its index as a new object at rest", async () => {
    const nora = simulate("Lovense Nora");
    const { client, toy, tap } = await driving(nora);
    await toy.vibrate(1);
    const removed = next(client, "deviceRemoved");
    nora.vanishOnWrite(1);
    expect(await codeOf(toy.vibrate(0.5))).toBe("hardware/disconnected");
    expect(await removed).toBe(toy);
    expect([toy.connected, client.devices]).toEqual([false, []]);
    tap.take();
    const added = next(client, "deviceAdded");
    nora.appear();
    const back = await added;
    expect([back.index, back === toy]).toEqual([toy.index, false]);
    expect(await codeOf(toy.vibrate(1))).toBe("device/gone");
    await back.vibrate(0.25);
    expect(tap.take()).toEqual(["DeviceType;", "Vibrate:0;", "Rotate:0;", "Vibrate:5;"]);
  });

  it("disconnects, and what it drove is at rest", async () => {
    const { client, toy, tap } = await driving(simulate("Lovense Nora"));
    await toy.rotate(-1);
    const left = next(client, "serverDisconnect");
    await client.disconnect();
    expect(await tap.until("Rotate:0;")).toEqual(["RotateChange;", "Rotate:20;", "Rotate:0;"]);
    expect((await left).by).toBe("local");
    expect(await codeOf(toy.rotate(1))).toBe("device/gone");
  });

  it("connects again and has new objects with the same indexes", async () => {
    const { address, client, toy, tap } = await driving(simulate("Lovense Nora"));
    await client.disconnect();
    await client.connect(webSocketConnector(address));
    const again = named(client, "Lovense Nora");
    expect([again.index, again === toy, toy.connected]).toEqual([toy.index, false, false]);
    await again.vibrate(1);
    expect(tap.take()).toEqual(["Vibrate:20;"]);
  });
});

describe("two clients of one server", () => {
  it("both drive: the newest value wins, and a leaving client stops only what it drives", async () => {
    const { address, client, toy, tap } = await driving(simulate("Lovense Nora"));
    const other = await clientAt(address, "other");
    const theirs = named(other, "Lovense Nora");
    await toy.vibrate(1);
    await toy.rotate(1);
    await theirs.vibrate(0.5);
    expect(tap.take()).toEqual(["Vibrate:20;", "Rotate:20;", "Vibrate:10;"]);
    await client.disconnect();
    expect(await tap.until("Rotate:0;")).toEqual(["Rotate:0;"]);
    await theirs.vibrate(0.25);
    expect(tap.take()).toEqual(["Vibrate:5;"]);
  });

  it("stop for each other", async () => {
    const { address, toy, tap } = await driving(simulate("Lovense Nora"));
    const other = await clientAt(address, "other");
    await toy.vibrate(1);
    await other.stopAll();
    expect(tap.take()).toEqual(["Vibrate:20;", "Vibrate:0;", "Rotate:0;"]);
  });

  it("both see a device come that one of them looked for", async () => {
    const { address } = await serve([simulate("Lovense Nora")]);
    const [one, other] = [await clientAt(address), await clientAt(address, "other")];
    const heard = next(other, "deviceAdded");
    await scan(one);
    expect((await heard).name).toBe("Lovense Nora");
  });
});
