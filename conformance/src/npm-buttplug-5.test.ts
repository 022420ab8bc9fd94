import { ButtplugServer } from "@buttplug-ts/server";
import {
  everythingModel,
  FakeDevice,
  FakeHardwareManager,
  TestClock,
  testDatabase,
  testProtocol,
} from "@buttplug-ts/testing";
import { type ButtplugClientDevice, ButtplugDeviceError, DeviceOutput, type OutputCmd, OutputType } from "buttplug";
import { simulate } from "buttplug-ts/simulated";
import { describe, expect, it, onTestFinished } from "vitest";
import { knownModels } from "./known-models.js";
import { NpmPeer } from "./npm-peer.js";
import { listen, serve } from "./serve.js";
import { WriteTap } from "./write-tap.js";

async function noraAndVivi(options: Parameters<typeof serve>[1] = {}) {
  const [nora, vivi] = [simulate("Lovense Nora", { battery: 64 }), simulate("Aneros Vivi")];
  const served = await serve([nora, vivi], options);
  const peer = await NpmPeer.connectTo(served.address);
  return { ...served, peer, nora, vivi };
}

/** After a scan, with nothing taken from the devices yet but their commands. */
async function driven(options: Parameters<typeof serve>[1] = {}) {
  const set = await noraAndVivi(options);
  await set.peer.scan();
  const atNora = new WriteTap(set.nora);
  const atVivi = new WriteTap(set.vivi);
  return { ...set, atNora, atVivi, toNora: set.peer.named("Lovense Nora"), toVivi: set.peer.named("Aneros Vivi") };
}

function shape(device: ButtplugClientDevice) {
  return [...device.features.values()].map(({ index, descriptor, outputs, inputs }) => ({
    index,
    descriptor,
    outputs: Object.fromEntries([...outputs].map(([type, { valueRange }]) => [type, valueRange])),
    inputs: Object.fromEntries([...inputs].map(([type, { commands }]) => [type, commands])),
  }));
}

/** The outputs of a device as {@link knownModels} has them. */
function outputsOf(device: ButtplugClientDevice): string[] {
  return [...device.features.values()]
    .filter(({ outputs }) => outputs.size > 0)
    .map(({ outputs }) =>
      [...outputs.values()]
        .map(({ type, valueRange: [low, high] }) => `${type} ${low}..${high}`)
        .sort()
        .join(" + "),
    );
}

describe("npm buttplug 5.0.2 as a client of our server", () => {
  it("connects and learns who it talks to", async () => {
    const { peer } = await noraAndVivi({ maxPingTimeMs: 0 });
    expect(peer.connected).toBe(true);
    expect(peer.serverInfo).toEqual({
      serverName: "conformance",
      maxPingTime: 0,
      protocolVersionMajor: 4,
      protocolVersionMinor: 0,
    });
  });

  it("scans and sees both devices with all their features", async () => {
    const { peer } = await driven();
    expect([...peer.devices.values()].map(({ name }) => name).sort()).toEqual(["Aneros Vivi", "Lovense Nora"]);
    expect(shape(peer.named("Lovense Nora"))).toEqual([
      { index: 0, descriptor: "Vibrator", outputs: { Vibrate: [0, 20] }, inputs: {} },
      { index: 1, descriptor: "Rotator", outputs: { Rotate: [-20, 20] }, inputs: {} },
      { index: 2, descriptor: "Battery", outputs: {}, inputs: { Battery: ["Read"] } },
    ]);
    expect(shape(peer.named("Aneros Vivi"))).toEqual([
      { index: 0, descriptor: "Perineum Vibrator", outputs: { Vibrate: [0, 127] }, inputs: {} },
      { index: 1, descriptor: "Internal Vibrator", outputs: { Vibrate: [0, 127] }, inputs: {} },
    ]);
    expect(peer.named("Lovense Nora").messageTimingGap).toBe(75);
  });

  it("sees devices that were there before it came", async () => {
    const { address } = await driven();
    const later = await NpmPeer.connectTo(address);
    expect([...later.devices.values()].map(({ name }) => name).sort()).toEqual(["Aneros Vivi", "Lovense Nora"]);
  });

  it("vibrates with one motor or with all", async () => {
    const { atNora, atVivi, toNora, toVivi } = await driven();
    await toNora.runOutput(DeviceOutput.Vibrate.percent(0.5));
    await toNora.runOutput(DeviceOutput.Vibrate.value(20));
    expect(atNora.take()).toEqual(["Vibrate:10;", "Vibrate:20;"]);
    await toVivi.runOutput(DeviceOutput.Vibrate.percent(0.5));
    expect(atVivi.take()).toEqual(["f1 40", "f2 40"]);
    await toVivi.features.get(1)?.runOutput(DeviceOutput.Vibrate.value(127));
    expect(atVivi.take()).toEqual(["f2 7f"]);
  });

  it("rotates both ways", async () => {
    const { atNora, toNora } = await driven();
    await toNora.runOutput(DeviceOutput.Rotate.value(10));
    await toNora.runOutput(DeviceOutput.Rotate.value(-10));
    await toNora.runOutput(DeviceOutput.Rotate.value(-20));
    const turned = ["RotateChange;", "Rotate:10;", "RotateChange;", "Rotate:20;"];
    expect(atNora.take()).toEqual(["Rotate:10;", ...turned]);
  });

  it("stops a device, and all devices", async () => {
    const { peer, atNora, atVivi, toNora, toVivi } = await driven();
    await toNora.runOutput(DeviceOutput.Vibrate.percent(1));
    await toVivi.runOutput(DeviceOutput.Vibrate.percent(1));
    await toNora.stop();
    expect(atNora.take()).toEqual(["Vibrate:20;", "Vibrate:0;", "Rotate:0;"]);
    expect(atVivi.take()).toEqual(["f1 7f", "f2 7f"]);
    await peer.stopAllDevices();
    expect(atNora.take()).toEqual(["Vibrate:0;", "Rotate:0;"]);
    expect(atVivi.take()).toEqual(["f1 00", "f2 00"]);
  });

  it("reads the battery", async () => {
    const { atNora, toNora } = await driven();
    expect(await toNora.battery()).toBe(64);
    expect(atNora.take()).toEqual(["Battery;"]);
  });

  it("sees a device leave, and come back with its index", async () => {
    const { peer, nora, toNora } = await driven();
    const removed = peer.next("deviceremoved");
    nora.vanish();
    expect(await removed).toBe(toNora);
    expect([...peer.devices.values()].map(({ name }) => name)).toEqual(["Aneros Vivi"]);
    const added = peer.next("deviceadded");
    nora.appear();
    expect(await added).toBe(peer.devices.get(toNora.index));
    expect(peer.named("Lovense Nora")).not.toBe(toNora);
  });

  it("gets an error for a command out of range that its own checks let through", async () => {
    const { peer, toNora, atNora } = await driven();
    await expect(toNora.runOutput(DeviceOutput.Vibrate.value(21))).rejects.toThrow("not in the range");
    const outputCmd: OutputCmd = {
      Id: 1,
      DeviceIndex: toNora.index,
      FeatureIndex: 0,
      Command: { Vibrate: { Value: 21 } },
    };
    const refused = await peer.raw({ OutputCmd: outputCmd }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ButtplugDeviceError);
    expect(String(refused)).toMatch(/\[device\/value-out-of-range\].*0 to 20/);
    expect(atNora.take()).toEqual([]);
  });

  it("gets an error for a device that left, and for one that leaves in the middle of its command", async () => {
    const { peer, nora, toNora } = await driven();
    const removed = peer.next("deviceremoved");
    nora.vanishOnWrite(1);
    const lost = await toNora.runOutput(DeviceOutput.Vibrate.percent(1)).catch((error: unknown) => error);
    expect(lost).toBeInstanceOf(ButtplugDeviceError);
    expect(String(lost)).toContain("[hardware/disconnected]");
    await removed;
    const gone = await toNora.runOutput(DeviceOutput.Vibrate.percent(1)).catch((error: unknown) => error);
    expect(gone).toBeInstanceOf(ButtplugDeviceError);
    expect(String(gone)).toContain("[device/unknown]");
  });

  it("leaves, and what it drove is at rest", async () => {
    const { peer, atVivi, toVivi } = await driven();
    await toVivi.runOutput(DeviceOutput.Vibrate.percent(1));
    await peer.disconnect();
    expect(await atVivi.until("f2 00")).toEqual(["f1 7f", "f2 7f", "f1 00", "f2 00"]);
  });

  it("sees the server go, after its devices are at rest", async () => {
    const { server, peer, atVivi, toVivi } = await driven();
    await toVivi.runOutput(DeviceOutput.Vibrate.percent(1));
    const gone = peer.next("disconnect");
    await server.close();
    await gone;
    expect(peer.connected).toBe(false);
    expect(atVivi.take().slice(0, 4)).toEqual(["f1 7f", "f2 7f", "f1 00", "f2 00"]);
  });

  it("sends no pings, so a server that wants them stops its devices and lets it go", async () => {
    const { peer, atVivi, toVivi } = await driven({ maxPingTimeMs: 2_000 });
    const gone = peer.next("disconnect");
    await toVivi.runOutput(DeviceOutput.Vibrate.percent(1));
    expect(await atVivi.until("f2 00")).toEqual(["f1 7f", "f2 7f", "f1 00", "f2 00"]);
    await gone;
    expect(peer.serverInfo?.maxPingTime).toBe(2_000);
    expect(peer.sent.filter((message) => "Ping" in message)).toEqual([]);
  });

  it("moves a stroker to a position in a time", async () => {
    const solace = simulate("Lovense Solace Pro");
    const { address } = await serve([solace]);
    const peer = await NpmPeer.connectTo(address);
    await peer.scan();
    const tap = new WriteTap(solace);
    await peer.named("Lovense Solace Pro").runOutput(DeviceOutput.HwPositionWithDuration.percent(1, 500));
    const strokes = ["FSetSite:20;", "FSetSite:40;", "FSetSite:60;", "FSetSite:80;", "FSetSite:100;"];
    expect(await tap.until("FSetSite:100;")).toEqual(strokes);
  });

  it("reads the list of every model of the sheets", async () => {
    const names = Object.keys(knownModels);
    const { address } = await serve(names.map((name) => simulate(name)));
    const peer = await NpmPeer.connectTo(address);
    await peer.scan();
    const seen = names.map((name) => [name, outputsOf(peer.named(name))] as const);
    expect(Object.fromEntries(seen)).toEqual(knownModels);
  });

  it("reads the list of a device with every output and input that the spec has", async () => {
    const devices = [new FakeDevice({ name: everythingModel.name })];
    const server = new ButtplugServer("everything", {
      managers: [new FakeHardwareManager(new TestClock(), devices)],
      protocols: [testProtocol],
      deviceDb: testDatabase([everythingModel]),
    });
    onTestFinished(() => server.close());
    const peer = await NpmPeer.connectTo(await listen(server));
    await peer.scan();
    const features = [...peer.named(everythingModel.name).features.values()];
    expect(features.map(({ descriptor }) => descriptor)).toEqual(everythingModel.features.map(({ label }) => label));
    const outputs = features.flatMap((feature) => [...feature.outputs.keys()]);
    const place = (type: OutputType) => outputs.indexOf(type);
    expect(outputs).toHaveLength(9);
    expect([place(OutputType.Vibrate), place(OutputType.HwPositionWithDuration)]).toEqual([0, 8]);
    expect(features.flatMap(({ inputs }) => [...inputs.keys()])).toEqual([
      "Battery",
      "Rssi",
      "Button",
      "Pressure",
      "Depth",
      "Position",
    ]);
  });
});
