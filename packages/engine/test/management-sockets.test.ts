import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type Clock, silentLogger } from "@buttplug-ts/core";
import type { ManagementHost } from "@buttplug-ts/management";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { WebSocket } from "ws";
import type { Access } from "../src/access/access.js";
import { ManagementSockets } from "../src/http/management-sockets.js";

/** Somebody who manages over a socket, and what an engine does for them; `stopAll` keeps it busy for 20 ms. */
async function managed() {
  const testClock = new TestClock();
  let calls = 0;
  const clock: Clock = {
    now: () => testClock.now() + 20 * calls,
    after: (delayMs, callback) => testClock.after(delayMs, callback),
  };
  const host = {
    observe: () => () => {},
    stopAll: () => {
      calls += 1;
    },
  } as unknown as ManagementHost;
  const manager = (token: string) => (token === "right" ? { label: "owner" } : undefined);
  const access = { manager } as unknown as Access;
  const sockets = new ManagementSockets({ access, host, clock, logger: silentLogger });
  const server = createServer();
  server.on("upgrade", (request, stream, head) => sockets.take(request, stream, head, { transport: "websocket" }));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    sockets.close();
    server.close();
  });
  const enter = async () => {
    const ws = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, { perMessageDeflate: false });
    onTestFinished(() => ws.terminate());
    ws.on("error", () => {});
    const closed = new Promise<number>((resolve) => ws.on("close", resolve));
    await once(ws, "open");
    ws.send('{"token":"right"}');
    await once(ws, "message");
    return { ws, closed };
  };
  return { clock: testClock, enter, calls: () => calls };
}

describe("somebody who manages", () => {
  /** Bytes under the library. */
  const raw = (ws: WebSocket) => (ws as unknown as { readonly _socket: Socket })._socket;

  it.each<[string, (ws: WebSocket) => void, number]>([
    ["more than a frame may have", (ws) => ws.send(" ".repeat((1 << 20) + 1)), 1009],
    ["what is no text", (ws) => ws.send(Buffer.from('{"id":1,"method":"stopAll"}')), 1008],
    ["what is no frame", (ws) => raw(ws).write(Buffer.from([0x81, 0x01, 0x20])), 1002],
  ])("and sends %s is sent away, and others stay", async (_, send, code) => {
    const { enter, calls } = await managed();
    const [odd, other] = [await enter(), await enter()];
    send(odd.ws);
    expect(await odd.closed).toBe(code);
    other.ws.send('{"id":1,"method":"stopAll"}');
    await once(other.ws, "message");
    expect(calls()).toBe(1);
  });

  it("and keeps the engine busy waits for its turn", async () => {
    const { enter, calls, clock } = await managed();
    const [busy, other] = [await enter(), await enter()];
    const call = `{"id":1,"method":"stopAll","params":{}${" ".repeat(100_000)}}`;
    for (let times = 0; times < 20; times += 1) busy.ws.send(call);
    await vi.waitFor(() => expect(calls()).toBeGreaterThan(0));
    for (let time = 0; time < 5; time += 1) {
      other.ws.ping();
      await once(other.ws, "pong");
    }
    expect(calls()).toBeLessThan(4);
    while (calls() < 20) {
      await clock.advance(20);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(calls()).toBe(20);
  });
});
