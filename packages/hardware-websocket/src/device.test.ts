import { readFileSync } from "node:fs";
import { TestClock } from "@buttplug-ts/testing";
import { afterEach, expect, it, vi } from "vitest";
import { connectDevice, type DeviceOptions, type DeviceWebSocket } from "./device.js";

type Listeners = { [type: string]: ((event: never) => void)[] };

/** A WebSocket whose server is this test. */
class Socket implements DeviceWebSocket {
  static all: Socket[] = [];
  binaryType = "blob";
  readyState = 0;
  readonly server: string;
  readonly sent: unknown[] = [];
  readonly #listeners: Listeners = {};

  constructor(server: string) {
    if (!server.startsWith("ws")) throw new SyntaxError("no such scheme");
    this.server = server;
    Socket.all.push(this);
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    this.#listeners[type] = [...(this.#listeners[type] ?? []), listener];
  }

  on(type: "ping", listener: () => void): void {
    this.addEventListener(type, listener);
  }

  emit(type: string, event: object = {}): void {
    if (type === "open") this.readyState = 1;
    if (type === "close") this.readyState = 3;
    for (const listener of this.#listeners[type] ?? []) listener(event as never);
  }

  send(data: unknown): void {
    this.sent.push(data);
  }

  close(): void {
    this.readyState = 2;
  }
}

function connect(more: Partial<DeviceOptions> = {}) {
  Socket.all = [];
  const clock = new TestClock();
  const told: string[] = [];
  const device = connectDevice({
    identifier: "box",
    address: "box-1",
    onPacket: (packet) => told.push(`packet ${[...packet]}`),
    onConnect: () => told.push("here"),
    onDisconnect: (reason) => told.push(`gone: ${reason}`),
    WebSocket: Socket,
    clock,
    ...more,
  });
  return { clock, told, device, last: () => Socket.all.at(-1) as Socket };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

it("says first what it is, then takes and sends packets", () => {
  const { told, device, last } = connect();
  const socket = last();
  expect(socket.server).toBe("ws://127.0.0.1:54817");
  expect(device.send(Uint8Array.of(1))).toBe(false);
  socket.emit("open");
  expect(socket.sent).toEqual(['{"identifier":"box","address":"box-1","version":0}']);
  socket.emit("message", { data: Uint8Array.of(1, 255).buffer });
  socket.emit("message", { data: "ä" });
  expect(device.send(Uint8Array.of(7))).toBe(true);
  expect(socket.sent[1]).toEqual(Uint8Array.of(7));
  expect(told).toEqual(["here", "packet 1,255", "packet 195,164"]);
  expect(socket.binaryType).toBe("arraybuffer");
});

it("connects again, later each time, and soon after a server had kept it", async () => {
  const { clock, told, last } = connect();
  const pauses: number[] = [];
  const pause = async () => {
    const [before, since] = [Socket.all.length, clock.now()];
    while (Socket.all.length === before) await clock.advance(500);
    pauses.push(clock.now() - since);
  };
  for (let turn = 0; turn < 8; turn += 1) {
    last().emit("close", { code: 1006, reason: "" });
    await pause();
  }
  last().emit("open");
  await clock.advance(14_999);
  last().emit("close", { code: 4404, reason: "not wanted" });
  await pause();
  last().emit("open");
  await clock.advance(15_000);
  last().emit("close", { code: 1006, reason: "" });
  await pause();
  expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 500]);
  expect(told.slice(7)).toEqual([
    "gone: no server answers",
    "here",
    "gone: not wanted",
    "here",
    "gone: the connection ended (1006)",
  ]);
});

it.each([4400, 4403])("does not try again what the server refuses for good: %i", async (code) => {
  const { clock, device, told, last } = connect();
  last().emit("open");
  last().emit("close", { code, reason: "no" });
  expect(await device.closed).toBe("no");
  expect(told).toEqual(["here", "gone: no"]);
  expect(clock.pendingTimers).toBe(0);
});

it("hears pings where the WebSocket tells of them: a server that pinged and then is silent for 30 s is gone", async () => {
  const { clock, told, last } = connect();
  const socket = last();
  socket.emit("open");
  await clock.advance(100_000);
  expect(told).toEqual(["here"]);
  socket.emit("ping");
  await clock.advance(29_999);
  socket.emit("message", { data: "a" });
  await clock.advance(29_999);
  expect(told).toEqual(["here", "packet 97"]);
  await clock.advance(1);
  expect(told.slice(2)).toEqual(["gone: nothing came from the server for 30 s"]);
  expect(socket.readyState).toBe(2);
  await clock.advance(500);
  expect(last()).not.toBe(socket);
  socket.emit("close", { code: 1006, reason: "" });
  last().emit("open");
  expect(told.slice(3)).toEqual(["here"]);
});

it("does not wait for ever for a server that takes the connection and says nothing", async () => {
  const { clock, told, last } = connect();
  const socket = last();
  await clock.advance(10_000);
  expect([told, socket.readyState]).toEqual([["gone: no server answers"], 2]);
  await clock.advance(500);
  expect(last()).not.toBe(socket);
});

it("does not connect again if it is not to", async () => {
  const { clock, device, last } = connect({ reconnect: false });
  last().emit("close", { code: 1006, reason: "" });
  expect(await device.closed).toBe("no server answers");
  expect(clock.pendingTimers).toBe(0);
});

it("can be closed while it is connected, and hears nothing more", async () => {
  const { clock, device, told, last } = connect();
  last().emit("open");
  device.close();
  device.close();
  expect(last().readyState).toBe(2);
  last().emit("message", { data: "late" });
  last().emit("close", { code: 1000, reason: "" });
  expect(await device.closed).toBe("closed on this side");
  expect(told).toEqual(["here", "gone: closed on this side"]);
  expect(device.send(Uint8Array.of(1))).toBe(false);
  expect(clock.pendingTimers).toBe(0);
});

it("can be closed while it waits, while it connects, and when it hears that the connection is lost", async () => {
  const waiting = connect();
  waiting.last().emit("close", { code: 1006, reason: "" });
  waiting.device.close();
  const connecting = connect();
  connecting.device.close();
  connecting.last().emit("open");
  expect([connecting.last().readyState, connecting.told]).toEqual([2, ["gone: closed on this side"]]);
  const hearing = connect({ onDisconnect: () => hearing.device.close() });
  hearing.last().emit("close", { code: 1006, reason: "" });
  for (const { device, clock } of [waiting, connecting, hearing]) {
    expect(await device.closed).toBe("closed on this side");
    expect(clock.pendingTimers).toBe(0);
  }
});

it("takes the platform's WebSocket, and says what is missing or wrong", () => {
  const options = { identifier: "box", address: "box-1", onPacket: () => {}, onDisconnect: () => {} };
  vi.stubGlobal("WebSocket", undefined);
  const unusable = (argument: string) =>
    expect.objectContaining({ code: "usage/invalid-argument", details: { argument } });
  expect(() => connectDevice(options)).toThrow(unusable("WebSocket"));
  vi.stubGlobal("WebSocket", Socket);
  expect(() => connectDevice({ ...options, server: "http://127.0.0.1" })).toThrow(unusable("server"));
  const device = connectDevice({ ...options, server: "ws://192.168.1.2:54817" });
  expect(Socket.all.at(-1)?.server).toBe("ws://192.168.1.2:54817");
  device.close();
});

it("needs nothing but the core", () => {
  const source = readFileSync(new URL("./device.ts", import.meta.url), "utf8");
  const imports = Array.from(source.matchAll(/(?:from|import\() ?"([^"]+)"/g), ([, name]) => name);
  expect(imports).toEqual(["@buttplug-ts/core"]);
});
