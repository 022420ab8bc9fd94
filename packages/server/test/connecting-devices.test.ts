import { memoryConfigStore } from "@buttplug-ts/core";
import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
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
