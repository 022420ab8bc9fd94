import { type ButtplugClientDevice, SingleMotorVibrateCmd } from "buttplug-0";
import { simulate } from "buttplug-ts/simulated";
import { describe, expect, it } from "vitest";
import { knownModels } from "./known-models.js";
import { NpmPeer0 } from "./npm-peer-0.js";
import { serve } from "./serve.js";
import { WriteTap } from "./write-tap.js";

async function noraAndVivi() {
  const [nora, vivi] = [simulate("Lovense Nora"), simulate("Aneros Vivi")];
  const served = await serve([nora, vivi]);
  const peer = await NpmPeer0.connectTo(served.address);
  return { ...served, peer, nora, vivi };
}

/** After a scan, with nothing taken from the devices yet but their commands. */
async function driven() {
  const set = await noraAndVivi();
  await set.peer.scan();
  const atNora = new WriteTap(set.nora);
  const atVivi = new WriteTap(set.vivi);
  return { ...set, atNora, atVivi, toNora: set.peer.named("Lovense Nora"), toVivi: set.peer.named("Aneros Vivi") };
}

function shape(device: ButtplugClientDevice) {
  const names = [...device.AllowedMessages].sort();
  return names.map((name) => [name, device.MessageAttributes(name).FeatureCount ?? null].join(" "));
}

describe("npm buttplug 0.13.2, which speaks v1, as a client of our server", () => {
  it("connects, scans and sees both devices with all that its version can say", async () => {
    const { peer, toNora, toVivi } = await driven();
    expect(peer.Connected).toBe(true);
    expect(peer.Devices.map(({ Name }) => Name).sort()).toEqual(["Aneros Vivi", "Lovense Nora"]);
    expect(shape(toNora)).toEqual(["RotateCmd 1", "SingleMotorVibrateCmd ", "StopDeviceCmd ", "VibrateCmd 1"]);
    expect(shape(toVivi)).toEqual(["SingleMotorVibrateCmd ", "StopDeviceCmd ", "VibrateCmd 2"]);
  });

  it("sees devices that were there before it came", async () => {
    const { address } = await driven();
    const later = await NpmPeer0.connectTo(address);
    expect(later.Devices.map(({ Name }) => Name).sort()).toEqual(["Aneros Vivi", "Lovense Nora"]);
  });

  it("vibrates with one motor or with all, also as the oldest applications do", async () => {
    const { atNora, atVivi, toNora, toVivi } = await driven();
    await toNora.SendVibrateCmd(0.5);
    expect(await atNora.until("Vibrate:10;")).toEqual(["Vibrate:10;"]);
    await toVivi.SendVibrateCmd([0.25, 1]);
    expect(await atVivi.until("f2 7f")).toEqual(["f1 20", "f2 7f"]);
    await toVivi.SendMessageAsync(new SingleMotorVibrateCmd(0.5));
    expect(await atVivi.until("f2 40")).toEqual(["f1 40", "f2 40"]);
  });

  it("rotates both ways", async () => {
    const { atNora, toNora } = await driven();
    await toNora.SendRotateCmd(0.5, true);
    expect(await atNora.until("Rotate:10;")).toEqual(["Rotate:10;"]);
    await toNora.SendRotateCmd(1, false);
    expect(await atNora.until("Rotate:20;")).toEqual(["RotateChange;", "Rotate:20;"]);
  });

  it("moves a stroker to a position in a time", async () => {
    const solace = simulate("Lovense Solace Pro");
    const { address } = await serve([solace]);
    const peer = await NpmPeer0.connectTo(address);
    await peer.scan();
    const tap = new WriteTap(solace);
    await peer.named("Lovense Solace Pro").SendLinearCmd(1, 500);
    const strokes = ["FSetSite:20;", "FSetSite:40;", "FSetSite:60;", "FSetSite:80;", "FSetSite:100;"];
    expect(await tap.until("FSetSite:100;")).toEqual(strokes);
  });

  it("stops a device, and all devices", async () => {
    const { peer, atNora, atVivi, toNora, toVivi } = await driven();
    await Promise.all([toNora.SendVibrateCmd(1), atNora.until("Vibrate:20;")]);
    await Promise.all([toVivi.SendVibrateCmd(1), atVivi.until("f2 7f")]);
    await toNora.SendStopDeviceCmd();
    expect([atNora.take(), atVivi.take()]).toEqual([["Vibrate:0;", "Rotate:0;"], []]);
    await peer.StopAllDevices();
    expect([atNora.take(), atVivi.take()]).toEqual([
      ["Vibrate:0;", "Rotate:0;"],
      ["f1 00", "f2 00"],
    ]);
  });

  it("asks for the log and is not refused", async () => {
    const { peer } = await noraAndVivi();
    await peer.RequestLog("Info");
  });

  it("sees a device leave, and come back with its index", async () => {
    const { peer, nora, toNora } = await driven();
    const removed = peer.next("deviceremoved");
    nora.vanish();
    expect(await removed).toBe(toNora);
    expect(peer.Devices.map(({ Name }) => Name)).toEqual(["Aneros Vivi"]);
    const added = peer.next("deviceadded");
    nora.appear();
    expect(await added).toBe(peer.named("Lovense Nora"));
    expect(peer.named("Lovense Nora").Index).toBe(toNora.Index);
  });

  it("gets an error for a device that has left", async () => {
    const { peer, nora, toNora } = await driven();
    const removed = peer.next("deviceremoved");
    nora.vanish();
    await removed;
    const gone = await peer.raw(new SingleMotorVibrateCmd(1, toNora.Index)).catch((error: unknown) => error);
    expect(String(gone)).toContain("[device/unknown]");
  });

  it("leaves, and what it drove is at rest", async () => {
    const { peer, atVivi, toVivi } = await driven();
    await Promise.all([toVivi.SendVibrateCmd(1), atVivi.until("f2 7f")]);
    await peer.Disconnect();
    expect((await atVivi.until("f2 00")).slice(0, 2)).toEqual(["f1 00", "f2 00"]);
  });

  it("sees the server go, after its devices are at rest", async () => {
    const { server, peer, atVivi, toVivi } = await driven();
    await Promise.all([toVivi.SendVibrateCmd(1), atVivi.until("f2 7f")]);
    const gone = peer.next("disconnect");
    await server.close();
    await gone;
    expect([peer.Connected, atVivi.take().slice(0, 2)]).toEqual([false, ["f1 00", "f2 00"]]);
  });

  it("reads the list of every model of the sheets", async () => {
    const names = Object.keys(knownModels);
    const { address } = await serve(names.map((name) => simulate(name)));
    const peer = await NpmPeer0.connectTo(address);
    await peer.scan();
    expect(peer.Devices.map(({ Name }) => Name).sort()).toEqual([...names].sort());
  });
});
