import { type LogLevel, memoryConfigStore } from "@buttplug-ts/core";
import { ButtplugServer } from "@buttplug-ts/server";
import { settle, testDatabase } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { ok, serverWith, trio, vibrate } from "./server-bench.js";

const entry = (more: object) => JSON.stringify({ version: 1, devices: [{ hardware: "fake/Trio", ...more }] });
const limitedTo = (high: number) => entry({ features: { 0: { vibrate: { range: [0, high] } } } });

/** A server with this settings document and one device, and what it logged as errors. */
async function configured(config: string | undefined) {
  const store = memoryConfigStore(config === undefined ? {} : { config });
  const logged: string[] = [];
  const logger = { log: (level: LogLevel, _: string, text: string) => void (level === "error" && logged.push(text)) };
  const bench = await serverWith([{ name: "Trio" }], [trio], { config: store, logger });
  return { ...bench, store, logged, client: await bench.ready() };
}

const features = (messages: readonly object[]) =>
  (messages as { DeviceList: { Devices: Record<number, { DeviceFeatures: object }> } }[]).map(
    ({ DeviceList }) => DeviceList.Devices[0]?.DeviceFeatures,
  );

describe("the owner's settings", () => {
  it("hold from the start: clients see what is left, and nothing above it is written", async () => {
    const { client, device } = await configured(
      entry({ name: "Mine", index: 4, features: { 0: { vibrate: { range: [0, 10] } } } }),
    );
    await client.send({ RequestDeviceList: { Id: 3 } }, vibrate(4, 4, 0, 11), vibrate(5, 4, 0, 10));
    expect(client.take()).toEqual([
      {
        DeviceList: {
          Id: 3,
          Devices: {
            4: expect.objectContaining({
              DeviceIndex: 4,
              DeviceName: "Trio",
              DeviceDisplayName: "Mine",
              DeviceFeatures: expect.objectContaining({
                0: expect.objectContaining({ Output: { Vibrate: { Value: [0, 10] } } }),
              }),
            }),
          },
        },
      },
      { Error: { Id: 4, ErrorCode: 4, ErrorMessage: expect.stringContaining("which takes 0 to 10") } },
      ok(5),
    ]);
    expect(device().takeWrites()).toEqual(["tx 00 00 0a"]);
  });

  it("that change while the server runs hold at once, and clients see the change", async () => {
    const { client, device, store } = await configured(undefined);
    await client.send(vibrate(3, 0, 0, 90));
    client.take();
    device().takeWrites();
    store.edit("config", limitedTo(30));
    await settle();
    expect(device().takeWrites()).toEqual(["tx 00 00 1e"]);
    expect(features(client.take())).toEqual([
      expect.objectContaining({ 0: expect.objectContaining({ Output: { Vibrate: { Value: [0, 30] } } }) }),
    ]);
    await client.send(vibrate(4, 0, 0, 31));
    expect(client.take()).toEqual([{ Error: expect.objectContaining({ Id: 4 }) }]);
    store.edit("config", limitedTo(30).replace('"version"', ' "version"'));
    await settle();
    expect(client.take()).toEqual([]);
  });

  it("with a problem change nothing while the server runs", async () => {
    const { client, device, store, server, logged } = await configured(limitedTo(30));
    for (const bad of [limitedTo(101), limitedTo(-1), "{", entry({ protocol: "nobody" })]) {
      store.edit("config", bad);
      await settle();
      expect(server.userConfigProblems).toHaveLength(1);
    }
    expect(logged).toHaveLength(8);
    expect(logged[0]).toBe(
      "config in memory changed, and cannot be used so: what it said before holds, until this is mended",
    );
    expect(logged[1]).toMatch(/^the entry for fake\/Trio, features\.0\.vibrate\.range.*101/);
    expect(logged[3]).toMatch(/^devices\[0\]\.features\.0\.vibrate\.range.*\(line 1\).*-1/);
    await client.send(vibrate(3, 0, 0, 30), vibrate(4, 0, 0, 31));
    expect(device().takeWrites()).toEqual(["tx 00 00 1e"]);
    expect(client.take()[0]).toEqual({ Error: expect.objectContaining({ Id: 4 }) });
    expect(await store.read("config")).toBe(entry({ protocol: "nobody" }));
    store.edit("config", limitedTo(20));
    await settle();
    expect(server.userConfigProblems).toEqual([]);
  });

  it("hold on when their document is removed while the server runs", async () => {
    const { client, device, store, server } = await configured(limitedTo(30));
    store.edit("config", undefined);
    await settle();
    expect(server.userConfigProblems).toEqual(["config in memory is gone; what it said holds until the server ends"]);
    await client.send(vibrate(3, 0, 0, 31), vibrate(4, 0, 0, 30));
    expect(device().takeWrites()).toEqual(["tx 00 00 1e"]);
  });

  it("that are damaged at the start are kept aside and named; the server starts with defaults", async () => {
    const { client, device, store, logged } = await configured('{ "version": 1, devices');
    expect(logged.at(-1)).toBe(
      "config in memory is damaged and was kept as config.damaged in memory; no limits of yours hold",
    );
    expect(await store.read("config.damaged")).toBe('{ "version": 1, devices');
    await client.send(vibrate(3, 0, 0, 100));
    expect(device().takeWrites()).toEqual(["tx 00 00 64"]);
  });

  it("are waited for also when what is remembered of devices cannot be read", async () => {
    const store = memoryConfigStore();
    let give: (text: string) => void = () => {};
    const reading = new Promise<string>((resolve) => {
      give = resolve;
    });
    store.read = (name) => (name === "state" ? Promise.reject(new Error("no permission")) : reading);
    const { ready, device, manager } = await serverWith([{ name: "Trio" }], [trio], { config: store });
    manager.arrive(device());
    await settle();
    expect(device().connected).toBe(false);
    give(limitedTo(30));
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 31), vibrate(4, 0, 0, 30));
    expect(device().takeWrites()).toEqual(["tx 00 00 1e"]);
  });

  it("with an entry that cannot be read keep its device out rather than run it without limits", async () => {
    const { server, logged } = await configured(limitedTo(-1));
    expect(server.devices).toEqual([]);
    expect(logged[0]).toContain("-1");
  });

  it.each([
    ["a step that the model does not have", { 0: { vibrate: { range: [0, 101] } } }],
    ["an output that the feature does not have", { 2: { vibrate: { range: [0, 5] } } }],
  ])("with %s, which only the device shows, keep it out, too", async (_, features) => {
    const { server } = await configured(entry({ features }));
    expect(server.devices).toEqual([]);
  });

  it("that cannot be read at all are said; the server runs", async () => {
    const store = memoryConfigStore();
    store.read = () => Promise.reject(new Error("the disk is gone"));
    const logged: string[] = [];
    const logger = { log: (_: LogLevel, __: string, text: string) => void logged.push(text) };
    const { ready, server } = await serverWith([{ name: "Trio" }], [trio], { config: store, logger });
    await ready();
    expect(server.devices).toHaveLength(1);
    expect(server.userConfigProblems).toEqual([
      "config in memory could not be read, and no limits of yours hold: the disk is gone",
    ]);
  });

  it("set by program are checked, hold at once and are kept", async () => {
    const { server, client, device, store } = await configured(undefined);
    await client.send(vibrate(3, 0, 0, 90));
    device().takeWrites();
    const bad = { devices: [{ protocol: "test", identifier: "Trio", features: { 7: { outputs: { vibrate: {} } } } }] };
    await expect(server.setUserConfig(bad)).rejects.toMatchObject({ code: "config/invalid" });
    await expect(server.setUserConfig({ levelCap: Number.NaN, devices: [] })).rejects.toThrow(/levelCap.*NaN/);
    expect(device().takeWrites()).toEqual([]);
    await server.setUserConfig({ levelCap: 0.5, devices: [{ hardware: "fake/Trio", name: "Half" }] });
    await settle();
    expect(device().takeWrites()).toEqual(["tx 00 00 32"]);
    expect(JSON.parse((await store.read("config")) ?? "")).toMatchObject({ levelCap: 0.5 });
    expect(server.devices[0]).toMatchObject({ deviceDisplayName: "Half" });
  });
});

describe("of several changes of the settings the last one holds and is kept", () => {
  /** A store whose reads and writes of settings wait until they are released, in any order. */
  async function slow(config: string) {
    const bench = await configured(config);
    const { store, server } = bench;
    const { read, write } = store;
    const waiting: { what: string; release: () => void }[] = [];
    const gate = (what: string) => new Promise<void>((release) => waiting.push({ what, release }));
    store.read = (name) => gate("read").then(() => read(name));
    store.write = (name, text) => gate("write").then(() => write(name, text));
    const release = async () => {
      const [first] = waiting.splice(0, 1);
      first?.release();
      await settle();
      return first?.what;
    };
    const kept = async () => JSON.parse((await read("config")) ?? "").levelCap;
    return { ...bench, waiting, release, kept, cap: () => server.userConfig.levelCap };
  }
  const capped = (levelCap: number) => ({ levelCap, devices: [] });
  const textOfCap = (levelCap: number) => JSON.stringify({ version: 1, levelCap, devices: [] });

  it("of two by programs, also while the parser is still being loaded", async () => {
    const { server } = await serverWith();
    const results = await Promise.allSettled([
      server.setUserConfig(capped(0.1)),
      server.setUserConfig(capped(0.2)),
      server.setUserConfig(capped(7)),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
    expect(server.userConfig).toEqual(capped(0.2));
  });

  it("and holds at once, while the store takes its time to keep it", async () => {
    const { server, waiting, release, kept, cap } = await slow(textOfCap(0.9));
    const both = [server.setUserConfig(capped(0.1)), server.setUserConfig(capped(0.2))];
    expect(cap()).toBe(0.2);
    await settle();
    // The second write does not begin before the first one is over.
    expect(waiting.map(({ what }) => what)).toEqual(["write"]);
    expect([await release(), await release(), await release()]).toEqual(["write", "write", undefined]);
    await Promise.all(both);
    expect(await kept()).toBe(0.2);
  });

  it("of the file's and a program's while the file is being read", async () => {
    const { server, store, release, kept, cap, logged } = await slow(textOfCap(0.9));
    store.edit("config", textOfCap(0.5));
    await settle();
    const set = server.setUserConfig(capped(0.2));
    await settle();
    expect(cap()).toBe(0.2);
    expect([await release(), await release()]).toEqual(["read", "write"]);
    await set;
    expect([cap(), await kept()]).toEqual([0.2, 0.2]);
    store.edit("config", textOfCap(0.3));
    await settle();
    await expect(server.setUserConfig(capped(7))).rejects.toMatchObject({ code: "config/invalid" });
    expect(await release()).toBe("read");
    expect([cap(), logged]).toEqual([0.3, []]);
  });

  it("of the file's and a program's while the program's is written", async () => {
    const { server, store, release, cap } = await slow(textOfCap(0.9));
    const set = server.setUserConfig(capped(0.2));
    await settle();
    store.edit("config", textOfCap(0.5));
    await settle();
    expect(await release()).toBe("write");
    await set;
    // Written over: what is read now is what was set.
    expect(await release()).toBe("read");
    expect(cap()).toBe(0.2);
  });

  it("of the file's and two by programs, of which one is still being written", async () => {
    const { server, store, release, kept, cap } = await slow(textOfCap(0.9));
    const first = server.setUserConfig(capped(0.2));
    await settle();
    store.edit("config", textOfCap(0.5));
    const second = server.setUserConfig(capped(0.3));
    const caps: (number | undefined)[] = [];
    for (let what = await release(); what !== undefined; what = await release()) caps.push(cap());
    await Promise.all([first, second]);
    expect([...caps, await kept()]).toEqual([0.3, 0.3, 0.3, 0.3]);
  });

  it("of what is not there at the start and a program's that does not wait for the start", async () => {
    const store = memoryConfigStore();
    const server = new ButtplugServer("Test", {
      managers: [],
      protocols: [],
      deviceDb: testDatabase([]),
      config: store,
    });
    await Promise.all([server.setUserConfig(capped(0.2)), server.ready]);
    expect(server.userConfig).toEqual(capped(0.2));
    await server.close();
  });

  it("of two by the file", async () => {
    const { store, release, cap } = await slow(textOfCap(0.9));
    store.edit("config", textOfCap(0.5));
    store.edit("config", textOfCap(0.4));
    await settle();
    expect([await release(), await release(), await release()]).toEqual(["read", "read", undefined]);
    expect(cap()).toBe(0.4);
  });

  it("of what stood there at the start and a program's", async () => {
    const store = memoryConfigStore({ config: textOfCap(0.9) });
    const { server } = await serverWith([], [trio], { config: store });
    await server.setUserConfig(capped(0.2));
    await server.ready;
    expect(server.userConfig).toEqual(capped(0.2));
    expect(JSON.parse((await store.read("config")) ?? "")).toMatchObject({ levelCap: 0.2 });
    expect(await store.read("config.damaged")).toBeUndefined();
  });
});

describe("a change of the settings' text", () => {
  const text = '{ "version": 1, // ours\n  "levelCap": 0.9, "devices": [] }\n';
  const cap = (levelCap: string) => (before: string) => before.replace(/0\.\d/, levelCap);

  it("holds at once, and the rest of the text stays", async () => {
    const { server, client, device, store } = await configured(text);
    await client.send(vibrate(3, 0, 0, 90));
    device().takeWrites();
    await server.editUserConfig(cap("0.5"));
    await settle();
    expect(device().takeWrites()).toEqual(["tx 00 00 32"]);
    expect(await store.read("config")).toBe(text.replace("0.9", "0.5"));
  });

  it.each([
    ["a value that cannot be used", cap("-3"), /levelCap.*\(line 2\).*-3/],
    ["limits that a connected device has not", () => entry({ features: { 7: { vibrate: {} } } }), /no feature 7/],
    ["no settings at all", () => "[", /these settings cannot be used/],
  ])("to %s changes nothing and says what is wrong", async (_, change, message) => {
    const { server, store } = await configured(text);
    await expect(server.editUserConfig(change)).rejects.toMatchObject({
      code: "config/invalid",
      message: expect.stringMatching(message),
    });
    expect([server.userConfig.levelCap, await store.read("config")]).toEqual([0.9, text]);
  });

  it("is of what stands there: of several at once, and of what others wrote, none is lost", async () => {
    const { server, store } = await configured(text);
    store.edit("config", text.replace("[]", '[{ "hardware": "fake/Other", "name": "Other" }]'));
    const name = (before: string) => before.replace('"version"', '"onlyAllowed": false, "version"');
    await Promise.all([server.editUserConfig(cap("0.5")), server.editUserConfig(name)]);
    expect(server.userConfig).toEqual({
      levelCap: 0.5,
      onlyAllowed: false,
      devices: [{ hardware: "fake/Other", name: "Other" }],
    });
    expect(await store.read("config")).toContain("// ours");
  });

  it("needs no store, and none of the settings before it", async () => {
    const { server } = await serverWith();
    await server.setUserConfig({ levelCap: 0.9, devices: [] });
    await server.editUserConfig(cap("0.5"));
    expect(server.userConfig).toEqual({ levelCap: 0.5, devices: [] });
  });

  it("holds also when it cannot be kept, and says so", async () => {
    const { server, store } = await configured(text);
    store.write = () => Promise.reject(new Error("the disk is full"));
    await expect(server.editUserConfig(cap("0.5"))).rejects.toThrow("the disk is full");
    expect(server.userConfig.levelCap).toBe(0.5);
  });
});

it("settings that cannot be kept, or read again, are told; what holds goes on to", async () => {
  const { server, store } = await configured(limitedTo(30));
  const told: (readonly string[])[] = [];
  server.observe((event) => event.kind === "settings-changed" && told.push(event.problems));
  const { read } = store;
  store.read = () => Promise.reject(new Error("the disk is gone"));
  store.edit("config", limitedTo(20));
  await settle();
  expect([server.userConfigProblems, told]).toEqual([["the disk is gone"], [["the disk is gone"]]]);
  expect(server.userConfig.devices).toHaveLength(1);
  store.read = read;
  store.write = () => Promise.reject(new Error("the disk is full"));
  await expect(server.setUserConfig({ levelCap: 0.5, devices: [] })).rejects.toThrow("the disk is full");
  expect([server.userConfig.levelCap, server.userConfigProblems]).toEqual([0.5, []]);
});

describe("access", () => {
  it("denied: the device is not connected, and goes at rest when it was", async () => {
    const { client, server, store, device, manager } = await configured(undefined);
    await client.send(vibrate(3, 0, 0, 90));
    client.take();
    device().takeWrites();
    store.edit("config", entry({ access: "deny" }));
    await settle();
    expect(device().takeWrites()[0]).toBe("tx 00 00 00");
    expect(device().connected).toBe(false);
    expect(features(client.take())).toEqual([undefined]);
    manager.arrive(device());
    await settle();
    expect(server.devices).toEqual([]);
  });

  it("denied: what a client sends while the device is brought to rest does not set it in motion again", async () => {
    const { client, clock, store, device } = await configured(undefined);
    await client.send(vibrate(3, 0, 0, 90));
    client.take();
    device().writeMs = 30;
    store.edit("config", entry({ access: "deny" }));
    await settle();
    await client.send(vibrate(4, 0, 0, 80));
    await clock.advance(1_000);
    expect(device().takeWrites()).toEqual(["tx 00 00 5a", "tx 00 00 00", "tx 01 00 00", "tx 02 01 00"]);
    expect(client.take()[0]).toEqual({ Error: expect.objectContaining({ Id: 4 }) });
    expect(device().connected).toBe(false);
  });

  it("allowed for one device keeps all others out", async () => {
    const store = memoryConfigStore({ config: entry({ access: "allow" }) });
    const { ready, server } = await serverWith([{ name: "Trio", id: "Other" }, { name: "Trio" }], [trio], {
      config: store,
    });
    await ready();
    expect(server.deviceStatus.map(({ hardware }) => hardware)).toEqual(["fake/Trio"]);
  });
});

it("a gap of the owner's goes before the model's and the bus's", async () => {
  const { client, clock, device, server } = await configured(entry({ gapMs: 200 }));
  expect(server.devices[0]?.deviceMessageTimingGap).toBe(200);
  await client.send(vibrate(3, 0, 0, 1));
  await clock.advance(4);
  await client.send(vibrate(4, 0, 0, 2));
  await clock.advance(199);
  expect(device().takeWrites()).toEqual(["tx 00 00 01"]);
  await clock.advance(1);
  expect(device().takeWrites()).toEqual(["tx 00 00 02"]);
});
