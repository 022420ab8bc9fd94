import type { UserDeviceMatch } from "@buttplug-ts/device-db/user-config";
import type { DeviceChange } from "@buttplug-ts/management";
import { nextPacket } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { changeDevice, matchOf } from "../src/management/change-device.js";
import { named, startManaged } from "./managed-engine.js";

const nora = "Lovense Nora";
const vivi = "Aneros Vivi";

/** Somebody's file, with a limit for the first simulated device, which is a Nora. */
const file = `{
  // Mine.
  "version": 1,
  "levelCap": 0.9, /* loud enough */
  "devices": [
    { "hardware": "simulated/5A:00:00:00:00:01", "name": "Rosa",
      "features": { "1": { "rotate": { "range": [0, 15] } } } }, // rotates too fast
    { "protocol": "lovense", "identifier": "A", "gapMs": 80, "features": { "0": { "vibrate": { "range": [2, 18] } } } },
  ],
}
`;

async function changed(documents: Readonly<Record<string, string>> = { config: file }) {
  const managed = await startManaged({ documents, models: [nora, vivi] });
  const manager = await managed.manage();
  const { hardware } = managed.engine.server.deviceStatus[0] ?? {};
  const text = async () => (await managed.store.read("config")) ?? "";
  const change = (wanted: Omit<DeviceChange, "hardware">) =>
    manager.call("changeDevice", { hardware: hardware as string, ...wanted });
  const shown = () => manager.state.devices[0];
  const output = (feature: number) => shown()?.features[feature]?.outputs[0];
  return { ...managed, manager, text, change, shown, output, hardware: hardware as string };
}

describe("what the owner decided about a device", () => {
  it("is changed where it goes before all else, so that the change holds", async () => {
    const config = file.replace('"name": "Rosa"', '"protocol": "lovense", "name": "Rosa"');
    const { shown, output, change, manager, hardware, text } = await changed({ config });
    expect(shown()).toMatchObject({ displayName: "Rosa", settings: { hardware, protocol: "lovense" } });
    expect(output(1)?.limits).toEqual({ range: [0, 15] });
    await change({ name: "Anna" });
    await manager.until(() => shown()?.displayName === "Anna");
    expect(await text()).toBe(config.replace("Rosa", "Anna"));
  });

  it("is shown as it comes together from all entries, and the device's own entry by itself", async () => {
    const { shown, output, hardware } = await changed();
    expect(shown()).toMatchObject({ displayName: "Rosa", gapMs: 80 });
    expect(shown()?.settings).toEqual({
      hardware,
      name: "Rosa",
      features: { 1: { outputs: { rotate: { range: [0, 15] } } } },
    });
    expect([output(0), output(1)]).toEqual([
      { type: "vibrate", modelRange: [0, 20], range: [0, 16], level: 0, limits: { range: [2, 18] } },
      { type: "rotate", modelRange: [-20, 20], range: [-15, 15], level: 0, limits: { range: [0, 15] } },
    ]);
  });

  it("changes alone in the file: comments, layout and the rest stay letter by letter", async () => {
    const { change, text, manager, shown } = await changed();
    await change({ name: "Anna" });
    await manager.until(() => shown()?.displayName === "Anna");
    expect(await text()).toBe(file.replace("Rosa", "Anna"));
    await change({ name: null });
    await change({ limits: [{ feature: 1, output: "rotate", limits: null }] });
    await manager.until(() => shown()?.settings === undefined);
    // Of an entry that says nothing any more nothing is left.
    expect(await text()).toContain('"devices": [\n    { "protocol": "lovense"');
    await change({ index: 7, access: "allow" });
    expect(await text()).toMatch(/\/\/ Mine\..*loud enough.*"index": 7/s);
    await manager.call("setLevelCap", { levelCap: 0.25 });
    expect(await text()).toContain('"levelCap": 0.25, /* loud enough */');
    await manager.call("setLevelCap", { levelCap: null });
    await manager.until(() => manager.state.settings.levelCap === undefined);
    expect(await text()).toContain("// Mine.");
  });

  it("begins a file where there is none", async () => {
    const { change, text, manager, shown } = await changed({});
    await change({ name: "Anna", limits: [{ feature: 0, output: "vibrate", limits: { range: [0, 5] } }] });
    await manager.until(() => shown()?.displayName === "Anna");
    const hardware = shown()?.hardware;
    const features = { 0: { vibrate: { range: [0, 5] } } };
    expect(JSON.parse(await text())).toEqual({ version: 1, devices: [{ hardware, name: "Anna", features }] });
  });

  it("holds at once: a level above a new limit is brought down, and clients see the new range", async () => {
    const { application, device, change, manager } = await changed({});
    const client = await application();
    await named(client, nora).vibrate(1);
    const lower = nextPacket(device(nora), (packet) => packet.includes("Vibrate:"));
    const seen = client.events("deviceChanged").next();
    await change({ limits: [{ feature: 0, output: "vibrate", limits: { range: [0, 5] } }] });
    expect(await lower).toBe('tx "Vibrate:5;"');
    await seen;
    expect(named(client, nora).feature(0)?.outputs.vibrate?.range).toEqual([0, 5]);
    const capped = nextPacket(device(nora), (packet) => packet.includes("Vibrate:"));
    await manager.call("setLevelCap", { levelCap: 0.1 });
    expect(await capped).toBe('tx "Vibrate:2;"');
    const off = nextPacket(device(nora), (packet) => packet.includes("Vibrate:"));
    await change({ limits: [{ feature: 0, output: "vibrate", limits: { enabled: false } }] });
    expect(await off).toBe('tx "Vibrate:0;"');
    await expect(named(client, nora).vibrate(1)).rejects.toMatchObject({ code: "device/no-output" });
  });

  it("replaces the limits of an output as a whole, and leaves those of others", async () => {
    const { change, manager, output } = await changed({});
    const set = (limits: object | null, feature = 0) =>
      change({ limits: [{ feature, output: feature === 0 ? "vibrate" : "rotate", limits }] });
    await set({ range: [0, 5] }, 1);
    await set({ range: [1, 10], maxRisePerSecond: 4 });
    await set({ maxRisePerSecond: 8 });
    await manager.until(() => output(0)?.limits?.maxRisePerSecond === 8);
    expect([output(0)?.limits, output(1)?.limits]).toEqual([{ maxRisePerSecond: 8 }, { range: [0, 5] }]);
    await set({});
    await manager.until(() => output(0)?.limits === undefined);
    expect(manager.state.devices[0]?.settings?.features).toEqual({ 1: { outputs: { rotate: { range: [0, 5] } } } });
  });

  it("sends a device away that is not wanted, at rest", async () => {
    const { application, device, change, manager } = await changed({});
    await named(await application(), nora).vibrate(1);
    const stop = nextPacket(device(nora), (packet) => packet.includes("Vibrate:"));
    await change({ access: "deny" });
    expect(await stop).toBe('tx "Vibrate:0;"');
    await manager.until(() => manager.state.devices.every(({ name }) => name !== nora));
  });

  it("gives it another index from the next time on that it comes", async () => {
    const { change, manager, device } = await changed({});
    await change({ index: 5 });
    const indexes = () => manager.state.devices.map(({ index, name }) => `${index} ${name}`);
    await manager.until(() => manager.state.settings.devices.length === 1);
    expect(indexes()).toEqual([`0 ${nora}`, `1 ${vivi}`]);
    device(nora).vanish();
    await manager.until(() => indexes().length === 1);
    device(nora).appear();
    await manager.until(() => indexes()[1] === `5 ${nora}`);
  });

  it("may change in the file, also with a mistake, which is told", async () => {
    const { store, manager, shown, change, text } = await changed();
    store.edit("config", file.replace("Rosa", "Anna"));
    await manager.until(() => shown()?.displayName === "Anna");
    const broken = file.replace("[2, 18]", "[2, 180]");
    store.edit("config", broken);
    await manager.until(() => manager.state.settingsProblems.length === 1);
    expect(manager.state.settingsProblems[0]).toMatch(/vibrate.*\(line 8\).*180/);
    expect(shown()?.displayName).toBe("Anna");
    // What somebody has to mend is not written over.
    await expect(change({ name: "Berta" })).rejects.toMatchObject({ message: expect.stringContaining("180") });
    expect(await text()).toBe(broken);
    store.edit("config", file);
    await manager.until(() => manager.state.settingsProblems.length === 0);
    await change({ name: "Berta" });
    expect(await text()).toBe(file.replace("Rosa", "Berta"));
  });

  it("loses nothing when several change it at the same time", async () => {
    const { change, manager, text } = await changed();
    await Promise.all([
      change({ name: "Anna" }),
      manager.call("setLevelCap", { levelCap: 0.5 }),
      change({ limits: [{ feature: 0, output: "vibrate", limits: { range: [0, 5] } }] }),
    ]);
    await manager.until(() => manager.state.settings.levelCap === 0.5);
    expect(manager.state.settings.devices).toContainEqual({
      hardware: expect.any(String),
      name: "Anna",
      features: { 0: { outputs: { vibrate: { range: [0, 5] } } }, 1: { outputs: { rotate: { range: [0, 15] } } } },
    });
    expect(await text()).toContain("// rotates too fast");
  });

  it.each<[string, Omit<DeviceChange, "hardware">, RegExp]>([
    ["a range that the model has not", vibrate({ range: [0, 21] }), /vibrate\.range.*\[0,21\].*\[0,20\]/],
    ["a range that is none", vibrate({ range: [5] as never }), /vibrate\.range/],
    ["a negative range", vibrate({ range: [-1, 5] }), /vibrate\.range.*-1/],
    ["a limit that there is not", vibrate({ loud: 3 } as never), /loud/],
    ["a limit for positions", vibrate({ reverse: true }), /reverse/],
    [
      "a feature that there is not",
      { limits: [{ feature: 9, output: "vibrate", limits: { range: [0, 1] } }] },
      /feature 9/,
    ],
    ["an output that there is not", { limits: [{ feature: 0, output: "led", limits: { enabled: false } }] }, /led/],
    ["a name that is too long", { name: "x".repeat(101) }, /name/],
    ["an index that another device has", { index: 3 }, /index 3/],
  ])("is refused with %s: nothing changes and the value is named", async (_, wanted, message) => {
    const config = JSON.stringify({ version: 1, devices: [{ hardware: "simulated/other", index: 3 }] });
    const { change, text, manager } = await changed({ config });
    const refusal = await change(wanted).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "config/invalid", message: expect.stringMatching(message) });
    expect([await text(), manager.state.settings.devices.length]).toEqual([config, 1]);
  });
});

function vibrate(limits: NonNullable<DeviceChange["limits"]>[number]["limits"]): Omit<DeviceChange, "hardware"> {
  return { limits: [{ feature: 0, output: "vibrate", limits }] };
}

describe("changeDevice", () => {
  const hardware = "bluetooth/1";

  it("writes nothing where there is nothing to take away", () => {
    const text = '{ "version": 1, "devices": [] }';
    expect(JSON.parse(changeDevice(text, { hardware }, { name: null }))).toEqual(JSON.parse(text));
  });

  it("leaves what is spoken at a port, also if nothing else is said of it", () => {
    const port =
      '{ "version": 1, "devices": [{ "hardware": "serial/COM7", "protocol": "tcode-v03", "name": "Port" }] }';
    const match = { hardware: "serial/COM7", protocol: "tcode-v03" };
    expect(JSON.parse(changeDevice(port, match, { name: null })).devices).toEqual([match]);
    // Another entry is another entry.
    expect(JSON.parse(changeDevice(port, { hardware: "serial/COM7" }, { name: null }))).toEqual(JSON.parse(port));
  });

  it("takes inputs beside outputs, and leaves nothing behind", () => {
    const limits = [{ feature: 0, output: "vibrate", limits: { range: [0, 1] } }] as const;
    const inputs = [
      { feature: 0, input: "position", enabled: false },
      { feature: 2, input: "battery", enabled: false },
    ] as const;
    const both = changeDevice('{ "version": 1, "devices": [] }', { hardware }, { limits, inputs });
    const off = { enabled: false };
    const features = { 0: { vibrate: { range: [0, 1] }, positionInput: off }, 2: { battery: off } };
    expect(JSON.parse(both).devices).toEqual([{ hardware, features }]);
    const on = inputs.map((input) => ({ ...input, enabled: null }));
    const without = changeDevice(both, { hardware }, { inputs: on });
    expect(JSON.parse(without).devices).toEqual([{ hardware, features: { 0: { vibrate: { range: [0, 1] } } } }]);
    const nothing = [{ feature: 0, output: "vibrate", limits: null }] as const;
    expect(JSON.parse(changeDevice(without, { hardware }, { limits: nothing })).devices).toEqual([]);
  });

  it("takes several outputs of a feature at once", () => {
    const limits = [
      { feature: 0, output: "vibrate", limits: { range: [0, 1] } },
      { feature: 0, output: "rotate", limits: { enabled: false } },
    ] as const;
    const both = changeDevice('{ "version": 1, "devices": [] }', { hardware }, { limits });
    const features = { 0: { vibrate: { range: [0, 1] }, rotate: { enabled: false } } };
    expect(JSON.parse(both).devices).toEqual([{ hardware, features }]);
    const one = changeDevice(both, { hardware }, { limits: [{ feature: 0, output: "vibrate", limits: null }] });
    expect(JSON.parse(one).devices).toEqual([{ hardware, features: { 0: { rotate: { enabled: false } } } }]);
  });
});

it("what an entry is about is each of its parts that it has, and nothing else", () => {
  const all = { hardware: "bluetooth/1", protocol: "lovense", identifier: "A" };
  expect(matchOf({ ...all, name: "Mine" } as UserDeviceMatch)).toStrictEqual(all);
  for (const [key, value] of Object.entries(all)) expect(matchOf({ [key]: value })).toStrictEqual({ [key]: value });
});
