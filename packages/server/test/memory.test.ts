import { memoryConfigStore } from "@buttplug-ts/core";
import { FakeDevice, settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { serverWith, trio, vibrate } from "./server-bench.js";

const twins = [
  { name: "Trio", id: "left" },
  { name: "Trio", id: "right" },
];

const stableIds = (devices: readonly { readonly deviceFeatures: readonly { readonly stableDeviceId?: string }[] }[]) =>
  devices.map(({ deviceFeatures }) => deviceFeatures[0]?.stableDeviceId);

describe("an index", () => {
  it("is the same in the next run, whatever comes first", async () => {
    const config = memoryConfigStore();
    const first = await serverWith(twins, [trio], { config });
    await first.ready();
    const before = first.server.deviceStatus.map(({ hardware, index }) => [hardware, index]);
    expect(before).toEqual([
      ["fake/left", 0],
      ["fake/right", 1],
    ]);
    await first.server.close();
    const second = await serverWith([...twins].reverse(), [trio], { config });
    await second.ready();
    expect(second.server.deviceStatus.map(({ hardware, index }) => [hardware, index])).toEqual(before);
  });

  it("that the owner gave is kept free for its device, and taken from one that had it", async () => {
    const config = memoryConfigStore();
    const first = await serverWith(twins, [trio], { config });
    await first.ready();
    await first.server.setUserConfig({ devices: [{ hardware: "fake/right", index: 0 }] });
    await first.server.close();
    const second = await serverWith(twins, [trio], { config });
    await second.ready();
    expect(second.server.deviceStatus.map(({ hardware, index }) => [hardware, index])).toEqual([
      ["fake/right", 0],
      ["fake/left", 1],
    ]);
  });

  it("is given anew, and the reason said, if what was known is damaged", async () => {
    const config = memoryConfigStore({ state: '{"version":1,"secret":"short","devices":{}}' });
    const logged: string[] = [];
    const logger = { log: (_: unknown, __: string, text: string) => void logged.push(text) };
    const { ready, server } = await serverWith(twins, [trio], { config, logger });
    await ready();
    expect(server.devices.map(({ deviceIndex }) => deviceIndex)).toEqual([0, 1]);
    expect(logged).toContain(
      "state in memory is damaged and was kept as state.damaged in memory; devices get new indexes",
    );
  });
});

describe("what is remembered", () => {
  const known = (server: Awaited<ReturnType<typeof serverWith>>["server"]) =>
    server.rememberedDevices.map(({ hardware, protocol, index, driven }) => [hardware, protocol, index, driven]);

  it("is told, also of devices that are away, until it is forgotten; then the index is free", async () => {
    const config = memoryConfigStore();
    const first = await serverWith([{ name: "Trio", id: "/dev/left" }, ...twins], [trio], { config });
    await first.ready();
    await first.server.close();
    const second = await serverWith([{ name: "Trio", id: "right" }], [trio], { config });
    await second.ready();
    const left = ["fake/left", "test", 1, false];
    const right = ["fake/right", "test", 2, false];
    expect(known(second.server)).toEqual([["fake//dev/left", "test", 0, false], left, right]);
    second.server.forget("fake//dev/left");
    second.server.forget("fake/nobody");
    // What is connected is not forgotten.
    second.server.forget("fake/right");
    expect(known(second.server)).toEqual([left, right]);
    await second.server.close();
    const third = await serverWith([{ name: "Trio", id: "new" }], [trio], { config });
    await third.ready();
    expect(known(third.server)).toEqual([left, right, ["fake/new", "test", 0, false]]);
  });

  it("is of a thousand devices at most: those that came first go, but none that is there or may still run", async () => {
    const devices = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`fake/${index}/test/Trio`, { index, driven: index === 1 }]),
    );
    const config = memoryConfigStore({ state: JSON.stringify({ version: 1, secret: "0".repeat(64), devices }) });
    const come = ["0", "new", "newer"].map((id) => ({ name: "Trio", id }));
    const { server, ready } = await serverWith(come, [trio], { config });
    await ready();
    const all = known(server);
    expect(all).toHaveLength(1_000);
    expect(all.slice(0, 3)).toEqual([0, 1, 4].map((index) => [`fake/${index}`, "test", index, index === 1]));
    expect(all.slice(-2)).toEqual([
      ["fake/new", "test", 1_000, false],
      ["fake/newer", "test", 2, false],
    ]);
  });

  it("stays for a device that may still run, also if its index is another's by now", async () => {
    const config = memoryConfigStore();
    const crashed = await serverWith([{ name: "Trio", id: "left" }], [trio], { config });
    await (await crashed.ready()).send(vibrate(3, 0, 1, 7));
    const next = await serverWith([{ name: "Trio", id: "right" }], [trio], { config });
    await next.server.setUserConfig({ devices: [{ hardware: "fake/right", index: 0 }] });
    await next.ready();
    expect(next.server.deviceStatus.map(({ hardware, index }) => [hardware, index])).toEqual([["fake/right", 0]]);
    await next.server.close();
    const last = await serverWith(twins, [trio], { config });
    await last.ready();
    expect(last.server.deviceStatus.map(({ hardware, index }) => [hardware, index])).toEqual([
      ["fake/right", 0],
      ["fake/left", 1],
    ]);
    expect(last.device().takeWrites()).toEqual(["tx 00 00 00", "tx 01 00 00", "tx 02 01 00"]);
  });

  it("stays for a device that may still run, which is stopped when it comes", async () => {
    const config = memoryConfigStore();
    const crashed = await serverWith([{ name: "Trio" }], [trio], { config });
    await (await crashed.ready()).send(vibrate(3, 0, 1, 7));
    const next = await serverWith([{ name: "Trio" }], [trio], { config });
    await next.server.ready;
    const [device] = next.server.rememberedDevices;
    expect(device).toMatchObject({ protocol: "test", driven: true });
    next.server.forget(device?.hardware as string);
    expect(next.server.rememberedDevices).toEqual([device]);
    await next.ready();
    expect(next.device().takeWrites()).toEqual(["tx 00 00 00", "tx 01 00 00", "tx 02 01 00"]);
  });
});

describe("a device's stable id", () => {
  it("differs between two devices of one model and between clients, stays over runs and shows no address", async () => {
    const config = memoryConfigStore();
    const idsOf = async (name: string) => {
      const { ready, server } = await serverWith(twins, [trio], { config });
      await ready();
      const ids = stableIds(server.openSession(name).devices);
      await server.close();
      return ids;
    };
    const [left, right] = await idsOf("player");
    expect(left).toMatch(/^[0-9a-f]{20}$/);
    expect(right).not.toBe(left);
    expect(await idsOf("player")).toEqual([left, right]);
    const others = await idsOf("game");
    expect(new Set([left, right, ...others]).size).toBe(4);
  });

  it("reaches clients inside a feature", async () => {
    const { server, ready } = await serverWith(twins, [trio]);
    const client = await ready();
    await client.send({ RequestDeviceList: { Id: 3 } });
    const id = stableIds(server.openSession("raw").devices)[0];
    expect(client.take()).toMatchObject([
      { DeviceList: { Devices: { 0: { DeviceFeatures: { 0: { StableDeviceId: id } } } } } },
    ]);
  });
});

describe("a device that an unclean earlier run drove", () => {
  it("is stopped before it is announced", async () => {
    const config = memoryConfigStore();
    const crashed = await serverWith([{ name: "Trio" }], [trio], { config });
    const client = await crashed.ready();
    await client.send(vibrate(3, 0, 1, 7));
    // No close: the run ends here, as with a crash.
    const next = await serverWith([{ name: "Trio" }], [trio], { config });
    const listener = next.open();
    await listener.handshake();
    const order: string[] = [];
    next.device().onWrite = ({ hex }) => order.push(hex);
    next.server.observe(({ kind }) => kind === "device-added" && order.push(kind));
    await listener.send({ StartScanning: { Id: 2 } });
    expect(order).toEqual(["00 00 00", "01 00 00", "02 01 00", "device-added"]);
    // Nor here: that it came to rest is known at once.
    const third = await serverWith([{ name: "Trio" }], [trio], { config });
    await third.ready();
    expect(third.device().takeWrites()).toEqual([]);
  });

  it("is not connected as long as it cannot be stopped", async () => {
    const config = memoryConfigStore();
    const crashed = await serverWith([{ name: "Trio" }], [trio], { config });
    await (await crashed.ready()).send(vibrate(3, 0, 1, 7));
    const next = await serverWith([{ name: "Trio" }], [trio], { config });
    next.device().writeFaults.push("fail", "fail", "fail");
    await next.ready();
    await next.clock.advance(1_000);
    expect(next.server.devices).toEqual([]);
    next.manager.arrive(next.device());
    await settle();
    expect(next.server.devices).toHaveLength(1);
    expect(next.device().takeWrites()).toEqual(["tx 00 00 00", "tx 01 00 00", "tx 02 01 00"]);
  });
});

describe("a device that was lost", () => {
  it("is looked for again without a scan if a session drove it, and returns with its index, at rest", async () => {
    const { clock, server, ready, device } = await serverWith([{ name: "Trio" }], [trio]);
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 9));
    device().vanish();
    await settle();
    expect(server.devices).toEqual([]);
    device().present = true;
    device().takeWrites();
    await clock.advance(1_000);
    expect(server.devices.map(({ deviceIndex }) => deviceIndex)).toEqual([0]);
    expect(device().takeWrites()).toEqual(["tx 00 00 00", "tx 01 00 00", "tx 02 01 00"]);
  });

  it("is tried five times within two minutes and then given up", async () => {
    const { clock, server, ready, device } = await serverWith([{ name: "Trio" }], [trio]);
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 9));
    const attempts: number[] = [];
    const lostAtMs = clock.now();
    server.observe((event) => event.kind === "reconnecting" && attempts.push(event.atMs - lostAtMs));
    device().vanish();
    await clock.advance(600_000);
    expect(attempts).toHaveLength(5);
    expect(attempts.at(-1)).toBeLessThanOrEqual(120_000);
    expect(clock.pendingTimers).toBe(0);
  });

  it("is looked for again when its bus is back, as after the machine slept", async () => {
    const { clock, server, ready, device, manager } = await serverWith([{ name: "Trio" }], [trio]);
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 9));
    device().vanish();
    manager.setAvailability({ usable: false, why: "The adapter is off." });
    await clock.advance(8 * 3_600_000);
    device().present = true;
    await clock.advance(60_000);
    expect(server.devices).toEqual([]);
    manager.setAvailability({ usable: true });
    await clock.advance(1_000);
    expect(server.devices.map(({ deviceIndex }) => deviceIndex)).toEqual([0]);
  });

  it("is left alone if nobody drove it and the owner did not name it", async () => {
    const { clock, server, ready, device } = await serverWith([{ name: "Trio" }], [trio]);
    await ready();
    device().vanish();
    device().present = true;
    await clock.advance(600_000);
    expect(server.devices).toEqual([]);
  });

  it("is looked for if the owner allowed it, also after a failed write, and not after the server let it go", async () => {
    const config = memoryConfigStore();
    const { clock, server, ready, device } = await serverWith([{ name: "Trio" }], [trio], { config });
    await ready();
    await server.setUserConfig({ devices: [{ hardware: "fake/Trio", access: "allow" }] });
    device().vanish();
    device().present = true;
    await clock.advance(1_000);
    expect(server.devices).toHaveLength(1);
    const session = server.openSession("test");
    device().writeFaults.push("fail");
    await expect(session.output(0, 0, { type: "vibrate", value: 5 })).rejects.toMatchObject({
      code: "hardware/write-failed",
    });
    await settle();
    expect(server.devices).toEqual([]);
    await clock.advance(1_000);
    expect(server.devices).toHaveLength(1);
    await server.setUserConfig({ devices: [{ hardware: "fake/Trio", access: "deny" }] });
    await clock.advance(600_000);
    expect(server.devices).toEqual([]);
  });

  it("is looked for until it is there, also if a scan finds it meanwhile and cannot connect it", async () => {
    const { clock, server, ready, device } = await serverWith([{ name: "Trio" }], [trio]);
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 9));
    device().vanish();
    device().present = true;
    // Its stop, which comes before all else.
    device().writeFaults.push("hang");
    await client.send({ StartScanning: { Id: 4 } });
    await clock.advance(60_000);
    expect(server.devices).toHaveLength(1);
  });

  it("that arrives by itself is not looked for any more", async () => {
    const { clock, server, ready, manager, device } = await serverWith([{ name: "Trio" }], [trio]);
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 9));
    device().vanish();
    await settle();
    manager.arrive(device());
    await settle();
    expect(server.devices).toHaveLength(1);
    const attempts: number[] = [];
    server.observe((event) => event.kind === "reconnecting" && attempts.push(event.attempt));
    await clock.advance(600_000);
    expect(attempts).toEqual([]);
  });
});

it("hardware that nobody knows is not remembered", async () => {
  const config = memoryConfigStore();
  const { manager, server } = await serverWith([], [trio], { config });
  manager.arrive(new FakeDevice({ name: "Stranger" }));
  await settle();
  await server.close();
  expect(await config.read("state")).toBeUndefined();
});
