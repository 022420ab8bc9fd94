import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import type { Observed } from "../src/observation.js";
import { ok, sensor, sensorOptions, serverWith, trio, vibrate } from "./server-bench.js";

const set = (value: number) => ({ type: "vibrate", value }) as const;

async function opened(gapMs = 0) {
  const bench = await serverWith([{ name: "Trio", gapMs }, sensorOptions], [trio, sensor]);
  const client = await bench.ready();
  return { ...bench, client, session: bench.server.openSession("dashboard") };
}

describe("a session in the server's process", () => {
  it("hears whether its command was written or superseded, or why it failed", async () => {
    const { session, device, clock } = await opened(75);
    const first = session.output(0, 0, set(1));
    await clock.advance(4);
    const older = session.output(0, 0, set(2));
    const newer = session.output(0, 0, set(3));
    await clock.advance(75);
    expect(await Promise.all([first, older, newer])).toEqual(["written", "superseded", "written"]);
    expect(device().takeWrites()).toEqual(["tx 00 00 01", "tx 00 00 03"]);
    await expect(session.output(0, 0, set(101))).rejects.toMatchObject({ code: "device/value-out-of-range" });
    await expect(session.output(5, 0, set(1))).rejects.toMatchObject({ code: "device/unknown" });
  });

  it("stops what it drove when it is closed, and nothing else; afterwards it does nothing", async () => {
    const { session, client, device } = await opened();
    await client.send(vibrate(3, 0, 1, 5));
    await session.output(0, 0, set(9));
    device().takeWrites();
    await session.close();
    expect(device().takeWrites()).toEqual(["tx 00 00 00"]);
    await expect(session.output(0, 0, set(1))).rejects.toMatchObject({ code: "usage/closed" });
    await session.close();
  });

  it("is closed with the server", async () => {
    const { server, session, device } = await opened();
    await session.output(0, 0, set(9));
    await server.close();
    expect(device().takeWrites().at(1)).toBe("tx 00 00 00");
    expect(server.sessions).toEqual([]);
    await expect(session.output(0, 0, set(1))).rejects.toMatchObject({ code: "usage/closed" });
  });

  it("gets readings with their time; a battery is not asked again for a while", async () => {
    const { session, device, clock } = await opened();
    device(1).reads.set("rxblebattery", [Uint8Array.of(80), Uint8Array.of(79)]);
    const atMs = clock.now();
    expect(await session.read(1, 1, "battery")).toEqual({ reading: { type: "battery", value: 80 }, atMs });
    await clock.advance(9_999);
    expect(await session.read(1, 1, "battery")).toMatchObject({ reading: { value: 80 }, atMs });
    await clock.advance(1);
    expect(await session.read(1, 1, "battery")).toEqual({
      reading: { type: "battery", value: 79 },
      atMs: atMs + 10_000,
    });
    const got: unknown[] = [];
    const end = await session.subscribe(1, 4, "pressure", (reading, at) => got.push([reading, at]));
    device(1).notify("rxpressure", Uint8Array.of(4, 33));
    await end();
    device(1).notify("rxpressure", Uint8Array.of(4, 34));
    expect(got).toEqual([[{ type: "pressure", value: 33 }, clock.now()]]);
    expect(device(1).subscriptions.at(-1)).toBe("unsubscribe rxpressure");
  });

  it("scans until the cycle is over or it is told to end", async () => {
    const { session, manager, clock } = await opened();
    manager.endless = true;
    const ended = new AbortController();
    const first = session.scan({ signal: ended.signal });
    ended.abort();
    await first;
    const second = session.scan();
    await clock.advance(30_000);
    await second;
  });
});

describe("a hold", () => {
  it("brings all devices to rest and refuses outputs of every session until it is released", async () => {
    const { server, session, client, device } = await opened();
    await client.send(vibrate(3, 0, 0, 9));
    client.take();
    device().takeWrites();
    const hold = server.hold("the panic button");
    await hold.stopped;
    expect(device().takeWrites()[0]).toBe("tx 00 00 00");
    await client.send(vibrate(4, 0, 0, 9), { StopCmd: { Id: 5 } });
    expect(client.take()).toEqual([
      { Error: { Id: 4, ErrorCode: 4, ErrorMessage: expect.stringMatching(/^\[device\/held\].*the panic button/) } },
      ok(5),
    ]);
    await expect(session.output(0, 0, set(1))).rejects.toMatchObject({ code: "device/held" });
    expect(device().takeWrites()).not.toContain("tx 00 00 09");
    const other = server.hold("the dashboard");
    other.release();
    await expect(session.output(0, 0, set(1))).rejects.toMatchObject({ code: "device/held" });
    hold.release();
    hold.release();
    expect(await session.output(0, 0, set(1))).toBe("written");
  });

  it("of one device leaves the others, and holds it also after it came back", async () => {
    const { server, session, device, manager } = await opened();
    using hold = server.hold("test", [0]);
    await hold.stopped;
    expect(await session.output(1, 0, set(1))).toBe("written");
    device().vanish();
    await settle();
    manager.arrive(device());
    await settle();
    await expect(session.output(0, 0, set(1))).rejects.toMatchObject({ code: "device/held" });
    expect(() => server.hold("test", [7])).toThrow(/there is no device 7/);
  });

  it("is of the device, not of the index that it had", async () => {
    const { server, session, device, manager } = await opened();
    using hold = server.hold("test", [0]);
    await hold.stopped;
    await server.setUserConfig({ devices: [{ hardware: "fake/Trio", index: 7 }] });
    device().vanish();
    await settle();
    manager.arrive(device());
    await settle();
    await expect(session.output(7, 0, set(1))).rejects.toMatchObject({ code: "device/held" });
  });
});

describe("what an owner sees", () => {
  it("are the model's features, and who holds the device, whatever others release", async () => {
    const { server } = await opened();
    expect(server.deviceStatus[0]?.features).toBe(trio.features);
    const all = server.hold("the panic button");
    const one = server.hold("the dashboard", [0]);
    const holders = () => server.deviceStatus.map(({ heldBy }) => heldBy);
    expect(holders()).toEqual(["the panic button", "the panic button"]);
    all.release();
    expect(holders()).toEqual(["the dashboard", undefined]);
    one.release();
    expect(holders()).toEqual([undefined, undefined]);
  });

  it("is when each session opened, and whether a scan runs", async () => {
    const { server, clock, manager, open } = await opened();
    await clock.advance(500);
    const later = open();
    await clock.advance(10);
    await later.handshake();
    expect(server.sessions.map(({ openedAtMs }) => openedAtMs)).toEqual([0, 510, 0]);
    manager.endless = true;
    await later.send({ StartScanning: { Id: 9 } });
    expect([later.take(), server.scanning]).toEqual([[ok(9)], true]);
    server.stopScanning();
    await settle();
    expect([later.take(), server.scanning]).toEqual([[{ ScanningFinished: { Id: 0 } }], false]);
    server.stopScanning();
  });

  it("is no scan any more when it was ended, although a device that was found is still connecting", async () => {
    const { server, manager, device, open } = await opened();
    device().vanish();
    await settle();
    device().present = true;
    manager.open = () => new Promise(() => {});
    const client = open();
    await client.handshake();
    await client.send({ StartScanning: { Id: 2 } });
    expect(server.scanning).toBe(true);
    server.stopScanning();
    await settle();
    expect([client.take().at(-1), server.scanning]).toEqual([{ ScanningFinished: { Id: 0 } }, false]);
    manager.endless = true;
    await client.send({ StartScanning: { Id: 3 } });
    expect([client.take(), server.scanning]).toEqual([[ok(3)], true]);
  });
});

describe("outputs of a silent session", () => {
  it("end after the time that the server allows; the session goes on", async () => {
    const { ready, clock, device } = await serverWith([{ name: "Trio" }], [trio], { maxOutputIdleMs: 5_000 });
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 9));
    await clock.advance(4_000);
    await client.send({ Ping: { Id: 4 } });
    await clock.advance(4_999);
    expect(device().takeWrites()).toEqual(["tx 00 00 09"]);
    await clock.advance(1);
    expect(device().takeWrites()).toEqual(["tx 00 00 00"]);
    await client.send(vibrate(5, 0, 0, 9));
    expect(device().takeWrites()).toEqual(["tx 00 00 09"]);
    await clock.advance(60_000);
    expect(device().takeWrites()).toEqual(["tx 00 00 00"]);
  });

  it("go on where the server does not say so", async () => {
    const { ready, clock, device } = await serverWith([{ name: "Trio" }], [trio]);
    const client = await ready();
    await client.send(vibrate(3, 0, 0, 9));
    await clock.advance(3_600_000);
    expect(device().takeWrites()).toEqual(["tx 00 00 09"]);
  });
});

describe("who drives what", () => {
  it("can be asked, and changes with the newest command, a stop and the end of a session", async () => {
    const { server, session, client } = await opened();
    const drivers = () => server.deviceStatus[0]?.drivers.map(({ feature, clientName }) => [feature, clientName]);
    await session.output(0, 0, set(1));
    await client.send(vibrate(3, 0, 0, 2), vibrate(4, 0, 1, 2));
    await session.output(0, 1, set(3));
    expect(drivers()).toEqual([
      [0, "raw"],
      [1, "dashboard"],
    ]);
    await session.stop({ device: 0, feature: 1 });
    expect(drivers()).toEqual([[0, "raw"]]);
    await client.close();
    expect(drivers()).toEqual([]);
    expect(server.sessions).toEqual([expect.objectContaining({ clientName: "dashboard", transport: "embedded" })]);
  });
});

it("observers see everything that happens, with its time, and disturb nothing", async () => {
  const { server, ready, device, clock } = await serverWith([{ name: "Trio" }], [trio]);
  const seen: Observed[] = [];
  const off = server.observe((event) => {
    seen.push(event);
    throw new Error("an observer fails");
  });
  const client = await ready();
  await clock.advance(10);
  device().writeMs = 3;
  await client.send(vibrate(3, 0, 0, 9));
  await clock.advance(3);
  await client.send({ StopCmd: { Id: 4, DeviceIndex: 0, FeatureIndex: 0 } });
  await clock.advance(3);
  await client.close();
  const kinds = seen.map(({ kind, atMs }) => `${atMs} ${kind}`);
  expect(kinds).toEqual([
    "0 session-opened",
    "0 scan-started",
    "0 device-added",
    "0 scan-finished",
    "10 driver",
    "10 command",
    "10 write",
    "13 settled",
    "13 driver",
    "13 stop",
    "13 write",
    "16 stopped",
    "16 session-closed",
  ]);
  expect(seen.filter(({ kind }) => kind === "write")).toEqual([
    {
      atMs: 10,
      kind: "write",
      device: 0,
      endpoint: "tx",
      data: Uint8Array.of(0, 0, 9),
      withResponse: false,
      tookMs: 3,
      during: 0,
    },
    {
      atMs: 13,
      kind: "write",
      device: 0,
      endpoint: "tx",
      data: Uint8Array.of(0, 0, 0),
      withResponse: false,
      tookMs: 3,
      during: 0,
    },
  ]);
  off();
  device().writeMs = 0;
  await server.close();
  expect(seen).toHaveLength(kinds.length);
});
