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
