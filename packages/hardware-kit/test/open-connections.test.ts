import { ButtplugError } from "@buttplug-ts/core";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { HardwareConnection, importNative, OpenConnections } from "../src/index.js";

const { signal } = new AbortController();

function connection(log: string[] = []): HardwareConnection {
  const link = { write: async () => {}, close: async () => void log.push("closed") };
  const plan = { kind: "websocket", protocol: "test", endpoints: ["tx"] } as const;
  return new HardwareConnection({ id: "one", plan, endpoints: ["tx"], link, clock: new TestClock() });
}

describe("OpenConnections", () => {
  it("refuses a device that is open or opening, and takes it again when it is closed", async () => {
    const connections = new OpenConnections("bus");
    const refused = { code: "hardware/connect-failed", details: { hardware: "one" } };
    const opening = connections.open("one", signal, async () => connection());
    await expect(connections.open("one", signal, async () => connection())).rejects.toMatchObject(refused);
    const open = await opening;
    await expect(connections.open("one", signal, async () => connection())).rejects.toMatchObject(refused);
    await open[Symbol.asyncDispose]();
    await settle();
    await connections.open("one", signal, async () => connection());
    expect(connections.has("one")).toBe(true);
  });

  it("closes a connection that comes after the caller called it off", async () => {
    const connections = new OpenConnections("bus");
    const controller = new AbortController();
    const log: string[] = [];
    let arrive: (late: HardwareConnection) => void = () => {};
    const connecting = new Promise<HardwareConnection>((resolve) => {
      arrive = resolve;
    });
    const opening = connections.open("one", controller.signal, () => connecting);
    controller.abort();
    await expect(opening).rejects.toMatchObject({ code: "request/aborted" });
    expect(connections.has("one")).toBe(false);
    arrive(connection(log));
    await settle();
    expect(log).toEqual(["closed"]);
  });

  it("closes what is open, and gives up what is opening, when the bus is shut down", async () => {
    const connections = new OpenConnections("bus");
    const open = await connections.open("one", signal, async () => connection());
    const opening = connections.open("two", signal, () => new Promise(() => {}));
    const failed = expect(opening).rejects.toMatchObject({ code: "hardware/connect-failed" });
    await connections.close();
    await failed;
    expect(await open.closed).toMatchObject({ by: "local" });
    await expect(connections.open("three", signal, async () => connection())).rejects.toMatchObject({
      code: "hardware/connect-failed",
    });
  });

  it("gives up a device that does not open in time, says so, and closes it when it does after all", async () => {
    const [connections, clock, log] = [new OpenConnections("bus"), new TestClock(), [] as string[]];
    let arrive: (late: HardwareConnection) => void = () => {};
    const connecting = new Promise<HardwareConnection>((resolve) => {
      arrive = resolve;
    });
    const limit = { clock, ms: 5_000, why: "it did not open" };
    const opening = connections.open("one", signal, () => connecting, limit);
    const failed = expect(opening).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: expect.stringContaining("it did not open"),
    });
    await clock.advance(4_999);
    expect(connections.has("one")).toBe(true);
    await clock.advance(1);
    await failed;
    expect(connections.has("one")).toBe(false);
    arrive(connection(log));
    await settle();
    expect(log).toEqual(["closed"]);
  });

  it("is shut down when all are closed, not before", async () => {
    const connections = new OpenConnections("bus");
    let isDown = false;
    let letGo = () => {};
    const close = () =>
      new Promise<void>((resolve) => {
        letGo = resolve;
      });
    const link = { write: async () => {}, close };
    const plan = { kind: "websocket", protocol: "test", endpoints: ["tx"] } as const;
    const slow = new HardwareConnection({ id: "one", plan, endpoints: ["tx"], link, clock: new TestClock() });
    expect(await connections.open("one", signal, async () => slow)).toBe(slow);
    expect(connections.get("one")).toBe(slow);
    void connections.close().then(() => {
      isDown = true;
    });
    await settle();
    expect(isDown).toBe(false);
    letGo();
    await settle();
    expect(isDown).toBe(true);
  });

  it("closes what opened just before the shutdown, however close they come", async () => {
    for (let turns = 0; turns < 10; turns += 1) {
      const [connections, log] = [new OpenConnections("bus"), [] as string[]];
      let arrive: (opened: HardwareConnection) => void = () => {};
      const connecting = new Promise<HardwareConnection>((resolve) => {
        arrive = resolve;
      });
      connections.open("one", signal, () => connecting).catch(() => {});
      arrive(connection(log));
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      await connections.close();
      await settle();
      expect([turns, log]).toEqual([turns, ["closed"]]);
    }
  });

  it("does not begin what was called off already, or after the shutdown", async () => {
    const connections = new OpenConnections("bus");
    const connect = () => expect.unreachable();
    const called = connections.open("one", AbortSignal.abort(), connect);
    await expect(called).rejects.toMatchObject({ code: "request/aborted" });
    await connections.close();
    await expect(connections.open("one", signal, connect)).rejects.toThrow("the bus bus was shut down");
  });

  it("words what connecting throws", async () => {
    const connections = new OpenConnections("bus");
    const opening = connections.open("one", signal, () => Promise.reject(new TypeError("no route")));
    await expect(opening).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: expect.stringContaining("no route"),
    });
    const late = new ButtplugError("hardware/connect-timeout", "too late", {
      details: { hardware: "one", afterMs: 1 },
    });
    await expect(connections.open("one", signal, () => Promise.reject(late))).rejects.toBe(late);
  });
});

describe("importNative", () => {
  it("says what to install", async () => {
    const loading = importNative("serial", "no-such-library", () => import(`no-such-${"library"}`));
    await expect(loading).rejects.toMatchObject({
      code: "hardware/unavailable",
      details: { manager: "serial" },
      message: 'The package no-such-library, which serial needs, is not installed: run "npm install no-such-library".',
    });
  });

  it("says why a library that is there does not load", async () => {
    const loading = importNative("serial", "broken", () => Promise.reject(new TypeError("wrong architecture")));
    await expect(loading).rejects.toMatchObject({
      message: "The package broken, which serial needs, does not load here: wrong architecture.",
    });
  });
});
