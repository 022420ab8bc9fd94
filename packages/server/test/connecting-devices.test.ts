import { memoryConfigStore } from "@buttplug-ts/core";
import { settle } from "@buttplug-ts/testing";
import { describe, expect, it, vi } from "vitest";
import { serverWith, trio, vibrate } from "./server-bench.js";

/** A server whose only device is being stopped, because an earlier run drove it, and is not announced yet. */
async function stopping() {
  const config = memoryConfigStore();
  const crashed = await serverWith([{ name: "Trio" }], [trio], { config });
  await (await crashed.ready()).send(vibrate(3, 0, 1, 7));
  const next = await serverWith([{ name: "Trio" }], [trio], { config });
  next.device().writeMs = 100;
  const client = await next.ready();
  expect(next.server.devices).toEqual([]);
  expect(next.device().writes).toHaveLength(1);
  return { ...next, client };
}

const hardware = "fake/Trio";

describe("settings that change while a device is stopped before it is announced", () => {
  it("hold for it", async () => {
    const { server, client, clock, device } = await stopping();
    await server.setUserConfig({
      devices: [{ hardware, name: "Mine", features: { 0: { outputs: { vibrate: { range: [0, 10] } } } } }],
    });
    await clock.advance(1_000);
    expect(server.deviceStatus).toMatchObject([{ displayName: "Mine" }]);
    device().takeWrites();
    client.take();
    await client.send(vibrate(4, 0, 0, 11));
    await clock.advance(1_000);
    expect(client.take()).toMatchObject([{ Error: { Id: 4, ErrorCode: 4 } }]);
    expect(device().takeWrites()).toEqual([]);
  });

  it("keep it out if they say so, once it is at rest", async () => {
    const { server, clock, device } = await stopping();
    await server.setUserConfig({ devices: [{ hardware, access: "deny" }] });
    await clock.advance(10_000);
    expect(server.devices).toEqual([]);
    expect(device().connected).toBe(false);
    expect(device().takeWrites().slice(0, 3)).toEqual(["tx 00 00 00", "tx 01 00 00", "tx 02 01 00"]);
  });

  it("keep it out if they cannot be kept for it", async () => {
    const { server, clock, device } = await stopping();
    await server.setUserConfig({
      devices: [{ hardware, features: { 9: { outputs: { vibrate: { range: [0, 5] } } } } }],
    });
    await clock.advance(1_000);
    await settle();
    expect(server.devices).toEqual([]);
    expect(device().connected).toBe(false);
  });
});

it("no two devices get one index, also if one of them is still being stopped", async () => {
  const devices = { "fake/left/test/Trio": { index: 0, driven: true }, "fake/right/test/Trio": { index: 0 } };
  const config = memoryConfigStore({ state: JSON.stringify({ version: 1, secret: "0".repeat(64), devices }) });
  const twins = ["left", "right"].map((id) => ({ name: "Trio", id }));
  const { server, ready, clock, device } = await serverWith(twins, [trio], { config });
  device().writeMs = 100;
  const client = await ready();
  expect(server.deviceStatus).toMatchObject([{ hardware: "fake/right" }]);
  const [{ index = 0 } = {}] = server.deviceStatus;
  await clock.advance(300);
  expect(new Set(server.deviceStatus.map(({ hardware }) => hardware))).toEqual(new Set(["fake/left", "fake/right"]));
  await client.send(vibrate(4, index, 0, 9));
  expect(device(1).takeWrites()).toEqual(["tx 00 00 09"]);
  device().writeMs = 0;
  await server.stopAll();
  expect(device(1).takeWrites()).toContain("tx 00 00 00");
});

it("hardware that is seen again while it is being connected is opened once", async () => {
  const { server, manager, device, clock } = await serverWith([{ name: "Trio" }], [trio]);
  await server.ready;
  let opened = 0;
  const open = manager.open.bind(manager);
  manager.open = async (...args) => {
    opened += 1;
    await new Promise<void>((resolve) => clock.after(500, resolve));
    return open(...args);
  };
  manager.arrive(device());
  manager.arrive(device());
  await clock.advance(100);
  manager.arrive(device());
  await clock.advance(500);
  manager.arrive(device());
  await clock.advance(10_000);
  expect(opened).toBe(1);
  expect(server.devices).toHaveLength(1);
});

it("a server that closes lets no connection behind, also one that is just being made", async () => {
  const { server, client, clock, device } = await stopping();
  const closed = server.close();
  await clock.advance(10_000);
  await closed;
  expect(server.devices).toEqual([]);
  expect(device().connected).toBe(false);
  expect(client.closeInfo).toBeDefined();
  expect(clock.pendingTimers).toBe(0);
});

it("a server that closes waits for no device that hangs while it is opened", async () => {
  const { server, manager, device, clock } = await serverWith([{ name: "Trio" }], [trio]);
  await server.ready;
  let isCalledOff = false;
  manager.open = (_id, _plans, { signal }) =>
    new Promise((_, reject) => {
      signal.addEventListener("abort", () => {
        isCalledOff = true;
        reject(signal.reason);
      });
    });
  manager.arrive(device());
  await settle();
  await server.close();
  expect([isCalledOff, clock.pendingTimers]).toEqual([true, 0]);
});

it("a server that is closed before it is ready opens nothing", async () => {
  const { server, manager, device } = await serverWith([{ name: "Trio" }], [trio], { config: memoryConfigStore() });
  const open = vi.spyOn(manager, "open");
  manager.arrive(device());
  await server.close();
  await server.ready;
  await settle();
  expect(open).not.toHaveBeenCalled();
});

describe("a device that the owner denies", () => {
  it("is not opened, and is when it comes after the owner allows it", async () => {
    const { server, manager, device } = await serverWith([{ name: "Trio" }], [trio], { config: memoryConfigStore() });
    await server.setUserConfig({ devices: [{ hardware, access: "deny" }] });
    const open = vi.spyOn(manager, "open");
    manager.arrive(device());
    await settle();
    expect(open).not.toHaveBeenCalled();
    await server.setUserConfig({ devices: [] });
    manager.arrive(device());
    await settle();
    expect(server.devices).toHaveLength(1);
  });

  it("by its model is closed again and not announced", async () => {
    const { server, manager, device } = await serverWith([{ name: "Trio" }], [trio], { config: memoryConfigStore() });
    await server.setUserConfig({ devices: [{ protocol: "test", identifier: "Trio", access: "deny" }] });
    const told: string[] = [];
    server.observe(({ kind }) => told.push(kind));
    manager.arrive(device());
    await settle();
    expect([told, device().connected, server.rememberedDevices]).toEqual([[], false, []]);
  });

  it("while it runs is not looked for afterwards, nor stopped once more when it comes again", async () => {
    const { server, ready, manager, device, clock } = await serverWith([{ name: "Trio" }], [trio], {
      config: memoryConfigStore(),
    });
    await (await ready()).send(vibrate(3, 0, 0, 9));
    const told: string[] = [];
    server.observe(({ kind }) => told.push(kind));
    device().takeWrites();
    await server.setUserConfig({ devices: [{ hardware, access: "deny" }] });
    await clock.advance(600_000);
    expect(told).not.toContain("reconnecting");
    expect(device().takeWrites()).toEqual(["tx 00 00 00", "tx 01 00 00", "tx 02 01 00"]);
    await server.setUserConfig({ devices: [] });
    manager.arrive(device());
    await settle();
    expect([server.devices.length, device().takeWrites()]).toEqual([1, []]);
  });
});

it("what could not be stopped when a run ended is stopped by the next one", async () => {
  const config = memoryConfigStore();
  const first = await serverWith([{ name: "Trio" }], [trio], { config });
  await (await first.ready()).send(vibrate(3, 0, 0, 9));
  first.device().writeFaults.push("fail", "fail", "fail");
  // The server is not closed before all is kept.
  const write = config.write.bind(config);
  config.write = async (...document) => {
    await settle();
    return write(...document);
  };
  const closed = first.server.close();
  await first.clock.advance(2_000);
  await closed;
  const next = await serverWith([{ name: "Trio" }], [trio], { config });
  await next.ready();
  expect(next.device().takeWrites()).toEqual(["tx 00 00 00", "tx 01 00 00", "tx 02 01 00"]);
  await next.server.close();
  next.device().takeWrites();
  const last = await serverWith([{ name: "Trio" }], [trio], { config });
  await last.ready();
  expect(last.device().takeWrites()).toEqual([]);
});

it("a device that is not stopped in time is closed again, and keeps its index for the next try", async () => {
  const devices = { "fake/Trio/test/Trio": { index: 0, driven: true } };
  const config = memoryConfigStore({ state: JSON.stringify({ version: 1, secret: "0".repeat(64), devices }) });
  const { server, ready, manager, device, clock } = await serverWith([{ name: "Trio" }], [trio], {
    config,
    connectLimitMs: 250,
  });
  device().writeMs = 100;
  const client = await ready();
  await client.send(vibrate(4, 0, 0, 9));
  expect(client.take()).toMatchObject([{ Error: { Id: 4, ErrorMessage: expect.stringContaining("device/unknown") } }]);
  await clock.advance(2_000);
  expect([server.devices, device().connected]).toEqual([[], false]);
  device().writeMs = 0;
  manager.arrive(device());
  await settle();
  expect(server.deviceStatus).toMatchObject([{ index: 0 }]);
});
