import { EventEmitter } from "node:events";
import { TestClock } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import type { WebSocket } from "ws";
import { DeviceSocket } from "./device-socket.js";

/** A socket of which only the events count. */
class Socket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  pings = 0;
  terminated = false;

  ping(): void {
    this.pings += 1;
  }

  terminate(): void {
    this.terminated = true;
  }
}

function open() {
  const clock = new TestClock();
  const socket = new Socket();
  const handshake = { identifier: "box", address: "box-1" };
  const device = new DeviceSocket(socket as unknown as WebSocket, handshake, clock, 10_000);
  return { clock, socket, device };
}

it.each(["pong", "ping", "message"])("stays while a %s comes now and then, and is pinged every 5 s", async (event) => {
  const { clock, socket } = open();
  for (let turn = 0; turn < 5; turn += 1) {
    await clock.advance(9_999);
    socket.emit(event, Buffer.from([1]));
  }
  expect(socket.terminated).toBe(false);
  expect(socket.pings).toBe(9);
  await clock.advance(10_000);
  expect(socket.terminated).toBe(true);
});

it("is gone when nothing came for 10 s, and leaves no timer", async () => {
  const { clock, socket, device } = open();
  await clock.advance(10_000);
  expect(await device.ended).toEqual({ by: "failure", reason: "nothing came from the device for 10000 ms" });
  expect(socket.terminated).toBe(true);
  expect(clock.pendingTimers).toBe(0);
});

it("is not gone when the process stood still and what came meanwhile waits to be read", async () => {
  const { clock, socket } = open();
  clock.after(10_000, () => socket.emit("pong"));
  await clock.advance(10_000);
  expect(socket.terminated).toBe(false);
});

it("answers if a pong comes in time, not if none does or the connection ends", async () => {
  const { clock, socket, device } = open();
  const first = device.answers(1_000);
  socket.emit("pong");
  expect(await first).toBe(true);
  const second = device.answers(1_000);
  await clock.advance(1_000);
  expect(await second).toBe(false);
  const third = device.answers(1_000);
  socket.emit("close", 1006, Buffer.from(""));
  expect(await third).toBe(false);
  expect(clock.pendingTimers).toBe(0);
});

it("says how the connection ended", async () => {
  const end = (code: number, reason: string) => {
    const { socket, device } = open();
    socket.emit("close", code, Buffer.from(reason));
    return device.ended;
  };
  expect(await end(1000, "")).toEqual({ by: "remote", reason: "the device closed the connection (1000)" });
  expect(await end(1001, "bye")).toEqual({ by: "remote", reason: "the device closed the connection (1001: bye)" });
  expect(await end(1006, "")).toEqual({ by: "failure", reason: "the connection broke" });
});
