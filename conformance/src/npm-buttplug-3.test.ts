import { ActuatorType, type ButtplugClientDevice, ButtplugDeviceError, ScalarCmd, ScalarSubcommand } from "buttplug-3";
import { simulate } from "buttplug-ts/simulated";
import { describe, expect, it } from "vitest";
import { knownModels } from "./known-models.js";
import { NpmPeer3 } from "./npm-peer-3.js";
import { serve } from "./serve.js";
import { WriteTap } from "./write-tap.js";

async function noraAndVivi() {
  const [nora, vivi] = [simulate("Lovense Nora", { battery: 64 }), simulate("Aneros Vivi")];
  const served = await serve([nora, vivi]);
  const peer = await NpmPeer3.connectTo(served.address);
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

function shape({ vibrateAttributes, rotateAttributes, linearAttributes, hasBattery }: ButtplugClientDevice) {
  const steps = (list: readonly { readonly FeatureDescriptor: string; readonly StepCount: number }[]) =>
    list.map(({ FeatureDescriptor, StepCount }) => `${FeatureDescriptor} ${StepCount}`);
  return {
    vibrate: steps(vibrateAttributes),
    rotate: steps(rotateAttributes),
    linear: steps(linearAttributes),
    hasBattery,
  };
}

describe("npm buttplug 3.2.2 as a client of our server", () => {
  it("connects, scans and sees both devices with all that its version can say", async () => {
    const { peer, toNora, toVivi } = await driven();
    expect(peer.connected).toBe(true);
    expect(peer.devices.map(({ name }) => name).sort()).toEqual(["Aneros Vivi", "Lovense Nora"]);
    expect(shape(toNora)).toEqual({ vibrate: ["Vibrator 20"], rotate: ["Rotator 20"], linear: [], hasBattery: true });
    expect(shape(toVivi)).toEqual({
      vibrate: ["Perineum Vibrator 127", "Internal Vibrator 127"],
      rotate: [],
      linear: [],
      hasBattery: false,
    });
    expect(toNora.messageTimingGap).toBe(75);
  });

  it("sees devices that were there before it came", async () => {
    const { address } = await driven();
    const later = await NpmPeer3.connectTo(address);
    expect(later.devices.map(({ name }) => name).sort()).toEqual(["Aneros Vivi", "Lovense Nora"]);
  });

  it("vibrates with one motor or with all", async () => {
    const { atNora, atVivi, toNora, toVivi } = await driven();
    await toNora.vibrate(0.5);
    expect(await atNora.until("Vibrate:10;")).toEqual(["Vibrate:10;"]);
    await toVivi.vibrate([0.25, 1]);
    expect(await atVivi.until("f2 7f")).toEqual(["f1 20", "f2 7f"]);
    await toVivi.vibrate(0.5);
    expect(await atVivi.until("f2 40")).toEqual(["f1 40", "f2 40"]);
  });

  it("rotates both ways", async () => {
    const { atNora, toNora } = await driven();
    await toNora.rotate(0.5, true);
    expect(await atNora.until("Rotate:10;")).toEqual(["Rotate:10;"]);
    await toNora.rotate(1, false);
    expect(await atNora.until("Rotate:20;")).toEqual(["RotateChange;", "Rotate:20;"]);
  });

  it("moves a stroker to a position in a time", async () => {
    const solace = simulate("Lovense Solace Pro");
    const { address } = await serve([solace]);
    const peer = await NpmPeer3.connectTo(address);
    await peer.scan();
    const tap = new WriteTap(solace);
    await peer.named("Lovense Solace Pro").linear(1, 500);
    const strokes = ["FSetSite:20;", "FSetSite:40;", "FSetSite:60;", "FSetSite:80;", "FSetSite:100;"];
    expect(await tap.until("FSetSite:100;")).toEqual(strokes);
  });

  it("reads the battery", async () => {
    const { toNora } = await driven();
    expect(await toNora.battery()).toBe(0.64);
  });

  it("stops a device, and all devices", async () => {
    const { peer, atNora, atVivi, toNora, toVivi } = await driven();
    await Promise.all([toNora.vibrate(1), toVivi.vibrate(1), atNora.until("Vibrate:20;"), atVivi.until("f2 7f")]);
    await toNora.stop();
    expect([atNora.take(), atVivi.take()]).toEqual([["Vibrate:0;", "Rotate:0;"], []]);
    await peer.stopAllDevices();
    expect([atNora.take(), atVivi.take()]).toEqual([
      ["Vibrate:0;", "Rotate:0;"],
      ["f1 00", "f2 00"],
    ]);
  });

  it("sees a device leave, and come back with its index", async () => {
    const { peer, nora, toNora } = await driven();
    const removed = peer.next("deviceremoved");
    nora.vanish();
    expect(await removed).toBe(toNora);
    expect(peer.devices.map(({ name }) => name)).toEqual(["Aneros Vivi"]);
    const added = peer.next("deviceadded");
    nora.appear();
    expect(await added).toBe(peer.named("Lovense Nora"));
    expect(peer.named("Lovense Nora").index).toBe(toNora.index);
  });

  it("gets an error for a speed out of range, and for a device that has left", async () => {
    const { peer, nora, toNora, atNora } = await driven();
    const refused = await toNora.vibrate(1.5).catch((error: unknown) => error);
    expect(String(refused)).toMatch(/\[(message|device)\/[a-z-]+\]/);
    expect(atNora.take()).toEqual([]);
    const removed = peer.next("deviceremoved");
    nora.vanish();
    await removed;
    const late = new ScalarCmd([new ScalarSubcommand(0, 1, ActuatorType.Vibrate)], toNora.index);
    const gone = await peer.raw(late).catch((error: unknown) => error);
    expect(gone).toBeInstanceOf(ButtplugDeviceError);
    expect(String(gone)).toContain("[device/unknown]");
  });

  it("leaves, and what it drove is at rest", async () => {
    const { peer, atVivi, toVivi } = await driven();
    await Promise.all([toVivi.vibrate(1), atVivi.until("f2 7f")]);
    await peer.disconnect();
    expect(await atVivi.until("f2 00")).toEqual(["f1 00", "f2 00"]);
  });

  it("sees the server go, after its devices are at rest", async () => {
    const { server, peer, atVivi, toVivi } = await driven();
    await Promise.all([toVivi.vibrate(1), atVivi.until("f2 7f")]);
    const gone = peer.next("disconnect");
    await server.close();
    await gone;
    expect([peer.connected, atVivi.take().slice(0, 2)]).toEqual([false, ["f1 00", "f2 00"]]);
  });

  it("reads the list of every model of the sheets", async () => {
    const names = Object.keys(knownModels);
    const { address } = await serve(names.map((name) => simulate(name)));
    const peer = await NpmPeer3.connectTo(address);
    await peer.scan();
    expect(peer.devices.map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(names.filter((name) => shape(peer.named(name)).linear.length > 0)).toEqual(["Lovense Solace Pro"]);
  });
});
