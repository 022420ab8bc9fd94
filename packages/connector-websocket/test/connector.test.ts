import { once } from "node:events";
import type { Socket } from "node:net";
import { defaultAddress, webSocketConnector } from "@buttplug-ts/connector-websocket";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, vi } from "vitest";
import { connectorOver } from "../src/socket-connector.js";
import * as platform from "../src/socket-ws.js";
import { acceptByHand } from "./raw-peer.js";
import { startListener, startRawServer } from "./set-up.js";

describe("webSocketConnector", () => {
  it.each(["http://127.0.0.1:12345", "localhost:12345", "127.0.0.1", "", "ws://", "ws://127.0.0.1/#part"])(
    "refuses the address %j when it is created, and says what is allowed",
    (address) => {
      expect(() => webSocketConnector(address)).toThrow(
        expect.objectContaining({
          code: "usage/invalid-argument",
          message: expect.stringMatching(new RegExp(`^"${address.replace(/[.?]/g, "\\$&")}".*ws: or wss:`)),
        }),
      );
    },
  );

  it.each([new URL("wss://example.org/path?query"), "ws://[::1]:1", "WS://LOCALHOST"])("takes the address %s", (a) => {
    expect(() => webSocketConnector(a)).not.toThrow();
  });

  it("uses the port of the ecosystem on this machine if no address is given", () => {
    expect(defaultAddress).toBe("ws://127.0.0.1:12345");
    const openSocket = vi.fn(platform.openSocket);
    expect(() => connectorOver({ ...platform, openSocket }, defaultAddress)).not.toThrow();
    expect(openSocket).not.toHaveBeenCalled();
  });

  it("rejects when the platform throws while it opens a socket", async () => {
    const openSocket = () => {
      throw new TypeError("insecure");
    };
    const connector = connectorOver({ ...platform, openSocket }, "ws://127.0.0.1:1");
    await expect(connector.connect({})).rejects.toMatchObject({
      code: "connector/failed",
      details: { why: "other" },
      message: expect.stringContaining("insecure"),
    });
  });
});

describe("a server that accepts a connection and says nothing", () => {
  it("is given up after the time limit, which leaves no socket and no timer", async () => {
    const clock = new TestClock();
    const { server, reached, gone } = await startSilentServer();
    const connecting = webSocketConnector(server.address, { clock, connectTimeoutMs: 3000 }).connect({});
    const outcome = expect(connecting).rejects.toMatchObject({
      code: "connector/failed",
      message: expect.stringContaining("no answer within 3000 ms"),
    });
    await reached;
    await clock.advance(3000);
    await outcome;
    await gone;
    expect(clock.pendingTimers).toBe(0);
    await server.close();
  });

  it("is left when the caller calls the connection off, which leaves no socket, timer or listener", async () => {
    const clock = new TestClock();
    const { server, reached, gone } = await startSilentServer();
    const controller = new AbortController();
    const removed = vi.spyOn(controller.signal, "removeEventListener");
    const connecting = webSocketConnector(server.address, { clock }).connect({ signal: controller.signal });
    const outcome = expect(connecting).rejects.toMatchObject({ code: "request/aborted" });
    await reached;
    controller.abort();
    await outcome;
    await gone;
    expect(clock.pendingTimers).toBe(0);
    expect(removed).toHaveBeenCalledWith("abort", expect.anything());
    await server.close();
  });
});

describe("an open connection", () => {
  it("keeps no timer and no listener at the signal", async () => {
    const clock = new TestClock();
    const { listener, address } = await startListener();
    const controller = new AbortController();
    const added = vi.spyOn(controller.signal, "addEventListener");
    const removed = vi.spyOn(controller.signal, "removeEventListener");
    const channel = await webSocketConnector(address, { clock }).connect({ signal: controller.signal });
    expect(clock.pendingTimers).toBe(0);
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
    await channel.close();
    expect(clock.pendingTimers).toBe(0);
    await listener.close();
  });

  it("does not reach a caller that called it off in the last moment", async () => {
    let onGone = () => {};
    const gone = new Promise<void>((resolve) => {
      onGone = resolve;
    });
    const server = await startRawServer((socket) => {
      void acceptByHand(socket);
      socket.on("close", onGone);
    });
    const controller = new AbortController();
    const openSocket: typeof platform.openSocket = (address) => {
      const socket = platform.openSocket(address);
      const listen = socket.listen.bind(socket);
      socket.listen = (events) => {
        const { opened } = events;
        if (opened === undefined) return listen(events);
        listen({
          ...events,
          opened: () => {
            opened();
            controller.abort();
          },
        });
      };
      return socket;
    };
    const connector = connectorOver({ ...platform, openSocket }, server.address);
    await expect(connector.connect({ signal: controller.signal })).rejects.toMatchObject({ code: "request/aborted" });
    await gone;
    await server.close();
  });
});

async function startSilentServer(): Promise<{
  server: Awaited<ReturnType<typeof startRawServer>>;
  reached: Promise<void>;
  gone: Promise<void>;
}> {
  let onSocket: (socket: Socket) => void = () => {};
  const connected = new Promise<Socket>((resolve) => {
    onSocket = resolve;
  });
  const server = await startRawServer((socket) => {
    socket.resume();
    onSocket(socket);
  });
  return {
    server,
    reached: connected.then(() => {}),
    gone: connected.then(async (socket) => {
      if (!socket.destroyed) await once(socket, "close");
    }),
  };
}
