import type { AbsentDevice } from "@buttplug-ts/management";
import { nextPacket } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { type ManagedEngine, named, startManaged } from "./managed-engine.js";

const nora = "Lovense Nora";
const vivi = "Aneros Vivi";
const first = "simulated/5A:00:00:00:00:01";

/** Settings by protocol, by model and by hardware, each with something of its own and something that another has, too. */
const entries = [
  {
    protocol: "lovense",
    gapMs: 90,
    features: { 0: { vibrate: { range: [0, 18], maxRisePerSecond: 40 } }, 2: { battery: { enabled: false } } },
  },
  { protocol: "lovense", identifier: "A", name: "A Nora", features: { 0: { vibrate: { maxRisePerSecond: 20 } } } },
  { hardware: first, gapMs: 120, features: { 0: { vibrate: { range: [2, 10] } } } },
  { protocol: "aneros", features: { 0: { vibrate: { range: [0, 3] } } } },
];

const config = (devices: readonly object[], more = {}) => JSON.stringify({ version: 1, ...more, devices });

async function opened(documents: Readonly<Record<string, string>> = {}, models: readonly string[] = [nora, vivi]) {
  const managed = await startManaged({ documents, models });
  const manager = await managed.manage();
  const shown = (at = 0) => manager.state.devices[at];
  const absent = () => manager.state.absent;
  return { ...managed, manager, shown, absent, call: manager.call };
}

/** What a device vibrates with, from the packet that `work` brings about. */
async function packetOf({ device }: ManagedEngine, work: () => Promise<unknown>): Promise<string> {
  const packet = nextPacket(device(nora), (each) => each.includes("Vibrate:"));
  await work();
  return packet;
}

describe("what entries say together", () => {
  it("is what holds: of hardware before model before protocol, and the others are told, the most special first", async () => {
    const managed = await opened({ config: config(entries) });
    const { shown, application, engine } = managed;
    expect(shown()).toMatchObject({ displayName: "A Nora", gapMs: 120, usualGapMs: 90, settings: { hardware: first } });
    expect(shown()?.otherSettings.map(({ protocol, identifier }) => [protocol, identifier])).toEqual([
      ["lovense", "A"],
      ["lovense", undefined],
    ]);
    const [output] = shown()?.features[0]?.outputs ?? [];
    expect(output).toMatchObject({ limits: { range: [2, 10], maxRisePerSecond: 20 }, range: [0, 8] });
    expect(shown()?.features[2]?.inputs).toEqual([{ type: "battery", commands: ["read"], enabled: false }]);
    expect(shown(1)?.otherSettings).toHaveLength(1);
    expect(shown(1)?.features[0]?.outputs[0]?.limits).toEqual({ range: [0, 3] });
    // The server says the same, and so do the bytes: of 20 steps a second not more than 2 in the first 120 ms.
    const client = await application();
    expect(named(client, nora).feature(0)?.outputs.vibrate?.range).toEqual([0, 8]);
    expect(engine.server.deviceStatus[0]?.gapMs).toBe(120);
    expect(await packetOf(managed, () => named(client, nora).vibrate(1))).toBe('tx "Vibrate:2;"');
  });

  it("falls back to the more general entry when the special one goes", async () => {
    const { manager, shown, call } = await opened({ config: config(entries) });
    await call("setEntry", { match: { hardware: first }, settings: null });
    await manager.until(() => shown()?.settings === undefined);
    expect(shown()).toMatchObject({ gapMs: 90, usualGapMs: 90 });
    expect(shown()?.features[0]?.outputs[0]?.limits).toEqual({ range: [0, 18], maxRisePerSecond: 20 });
    await call("setEntry", { match: { protocol: "lovense" }, settings: { gapMs: 30 } });
    await manager.until(() => shown()?.gapMs === 30);
    expect(shown()?.features[0]?.outputs[0]?.limits).toEqual({ maxRisePerSecond: 20 });
    await call("setEntry", { match: { protocol: "lovense", identifier: "A" }, settings: null });
    await call("setEntry", { match: { protocol: "lovense" }, settings: null });
    await manager.until(() => shown()?.gapMs === 75);
    expect(shown()).toMatchObject({ otherSettings: [], usualGapMs: 75 });
  });

  it("is changed for a kind of devices, too", async () => {
    const { manager, call } = await opened({ config: config(entries) });
    await call("changeDevice", {
      protocol: "aneros",
      access: "deny",
      limits: [{ feature: 0, output: "vibrate", limits: null }],
    });
    await manager.until(() => manager.state.devices.length === 1);
    expect(manager.state.settings.devices).toContainEqual({ protocol: "aneros", access: "deny" });
    await call("changeDevice", { protocol: "aneros", access: null });
    await manager.until(() => manager.state.settings.devices.every(({ protocol }) => protocol !== "aneros"));
  });

  it.each([
    ["changeDevice", { name: "Anna" }],
    ["changeDevice", { identifier: "A", name: "Anna" }],
    ["setEntry", { match: {}, settings: { name: "Anna" } }],
    ["setEntry", { match: { hardware: first }, settings: { gapMs: -1 } }],
    ["setEntry", { match: { protocol: "lovense", identifier: "none" }, settings: { gapMs: 1 } }],
  ] as const)("is refused by %s with %j", async (method, params) => {
    const { call, manager } = await opened();
    await expect(call(method as "setEntry", params as never)).rejects.toMatchObject({ code: "config/invalid" });
    expect(manager.state.settings).toEqual({ devices: [] });
  });
});

describe("an input", () => {
  it("is switched off for clients, and on again", async () => {
    const { manager, shown, call, application, store } = await opened();
    const client = await application();
    const battery = () => shown()?.features[2]?.inputs[0]?.enabled;
    const hasBattery = () => named(client, nora).hasInput("battery");
    expect([battery(), hasBattery()]).toEqual([true, true]);
    const turn = async (enabled: boolean | null) => {
      const seen = client.events("deviceChanged").next();
      await call("changeDevice", { hardware: first, inputs: [{ feature: 2, input: "battery", enabled }] });
      await seen;
    };
    await turn(false);
    await manager.until(() => battery() === false);
    expect(hasBattery()).toBe(false);
    expect(shown()?.settings?.features).toEqual({ 2: { inputs: { battery: { enabled: false } } } });
    await turn(null);
    await manager.until(() => battery() === true);
    expect(hasBattery()).toBe(true);
    expect(JSON.parse((await store.read("config")) as string).devices).toEqual([]);
  });
});

describe("the gap between two commits", () => {
  it("is the owner's, else what the model or the bus asks for", async () => {
    const { manager, shown, call } = await opened({}, [nora, "The Handy"]);
    expect([shown(0)?.usualGapMs, shown(1)?.usualGapMs]).toEqual([75, 50]);
    await call("changeDevice", { hardware: first, gapMs: 0 });
    await manager.until(() => shown()?.gapMs === 0);
    expect(shown()).toMatchObject({ usualGapMs: 75, settings: { hardware: first, gapMs: 0 } });
    await expect(call("changeDevice", { hardware: first, gapMs: 60_001 })).rejects.toMatchObject({
      message: expect.stringMatching(/gapMs.*60001 is above 60000/),
    });
    await call("changeDevice", { hardware: first, gapMs: null });
    await manager.until(() => shown()?.gapMs === 75);
  });
});

describe("devices that are not connected", () => {
  const facts = ({ hardware, name, index, mayConnect, isDriven }: AbsentDevice) =>
    [hardware, name, index, mayConnect, isDriven] as const;

  it("are those that were here and those that the settings name, with what their model has", async () => {
    const state = {
      version: 1,
      secret: "0".repeat(64),
      devices: {
        "bluetooth/C0/lovense/A": { index: 3 },
        "bluetooth/C1/lovense/B": { index: 4, driven: true },
        "bluetooth/C2/gone/": { index: 5 },
        "simulated/5A:00:00:00:00:77/lovense/A": { index: 6 },
      },
    };
    const settings = [
      { hardware: "bluetooth/C0", name: "Rosa", access: "allow", features: { 0: { vibrate: { range: [0, 5] } } } },
      { hardware: "bluetooth/C3", access: "deny", index: 8 },
      { hardware: "serial/COM7", protocol: "tcode-v03" },
      {
        protocol: "lovense",
        features: { 0: { vibrate: { maxRisePerSecond: 9 } }, 2: { battery: { enabled: false } } },
      },
    ];
    const documents = { state: JSON.stringify(state), config: config(settings) };
    const { absent } = await opened(documents, []);
    expect(absent().map(facts)).toEqual([
      ["bluetooth/C0", nora, 3, true, false],
      ["bluetooth/C3", undefined, 8, false, false],
      ["serial/COM7", undefined, undefined, false, false],
      // As soon as one is allowed, others are not.
      ["bluetooth/C1", "Lovense Max", 4, false, true],
      ["bluetooth/C2", undefined, 5, false, false],
    ]);
    const [rosa, denied, port] = absent();
    expect(rosa).toMatchObject({ displayName: "Rosa", settings: settings[0] && { name: "Rosa" }, protocol: "lovense" });
    expect(rosa?.otherSettings).toHaveLength(1);
    expect(rosa?.features[0]).toEqual({
      index: 0,
      description: "Vibrator",
      outputs: [{ type: "vibrate", modelRange: [0, 20], limits: { range: [0, 5], maxRisePerSecond: 9 } }],
      inputs: [],
    });
    expect(rosa?.features[2]?.inputs).toEqual([{ type: "battery", commands: ["read"], enabled: false }]);
    expect(denied?.features).toEqual([]);
    expect(port?.settings).toEqual({ hardware: "serial/COM7", protocol: "tcode-v03" });
  });

  it("are there from the moment on that one leaves, until it is back", async () => {
    const { manager, device, absent, call } = await opened();
    expect(absent()).toEqual([]);
    await call("changeDevice", { hardware: first, name: "Rosa" });
    device(nora).vanish();
    await manager.until(() => absent().length === 1);
    expect(absent().map(facts)).toEqual([[first, nora, 0, true, false]]);
    expect(absent()[0]).toMatchObject({ displayName: "Rosa", protocol: "lovense", identifier: "A" });
    // What is decided meanwhile holds when it is back.
    await call("changeDevice", {
      hardware: first,
      limits: [{ feature: 0, output: "vibrate", limits: { range: [0, 4] } }],
    });
    device(nora).appear();
    await manager.until(() => absent().length === 0);
    expect(manager.state.devices[0]?.features[0]?.outputs[0]?.range).toEqual([0, 4]);
  });

  it("are forgotten with all that was decided about them; of a connected one only that is", async () => {
    const { manager, device, absent, call, engine } = await opened();
    await call("changeDevice", { hardware: first, name: "Rosa" });
    await call("setEntry", { match: { hardware: first, protocol: "lovense" }, settings: { gapMs: 80 } });
    await call("forgetDevice", { hardware: first });
    await manager.until(() => manager.state.settings.devices.length === 0);
    expect(manager.state.devices[0]).toMatchObject({ index: 0, gapMs: 75 });
    device(nora).vanish();
    await manager.until(() => absent().length === 1);
    await call("forgetDevice", { hardware: first });
    // A simulated one is there as long as it is simulated, but its index is free.
    await manager.until(() => absent()[0]?.index === undefined);
    expect(engine.server.rememberedDevices.map(({ index }) => index)).toEqual([1]);
    expect(await manager.call("getState").then(({ absent: known }) => known.map(facts))).toEqual([
      [first, nora, undefined, true, false],
    ]);
  });

  it("that were simulated and taken away are gone", async () => {
    const { manager, call, absent } = await opened();
    await call("removeSimulated", { hardware: first });
    await manager.until(() => manager.state.devices.length === 1);
    expect(absent()).toEqual([]);
  });
});

describe("only allowed devices", () => {
  it("are connected where the owner wants it so: others are let go, at rest, and known", async () => {
    const managed = await opened();
    const { manager, call, application, absent } = managed;
    const client = await application();
    await named(client, nora).vibrate(1);
    await call("changeDevice", { hardware: first, access: "allow" });
    await manager.until(() => manager.state.devices.length === 1);
    await call("changeDevice", { hardware: first, access: null });
    const stop = packetOf(managed, () => call("setOnlyAllowed", { onlyAllowed: true }));
    expect(await stop).toBe('tx "Vibrate:0;"');
    await manager.until(() => manager.state.devices.length === 0);
    expect(absent().map(({ name, mayConnect }) => [name, mayConnect])).toEqual([
      [nora, false],
      [vivi, false],
    ]);
    expect(manager.state.settings.onlyAllowed).toBe(true);
    await call("setOnlyAllowed", { onlyAllowed: false });
    await manager.until(() => absent().every(({ mayConnect }) => mayConnect));
    expect(manager.state.settings).toEqual({ devices: [] });
  });
});
