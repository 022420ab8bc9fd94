import { once } from "node:events";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { webSocketConnector } from "@buttplug-ts/connector-websocket";
import { type WebSocketListenerOptions, webSocketListener } from "@buttplug-ts/connector-websocket/listener";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { openBare, upgradeByHand } from "./raw-peer.js";
import { startListener } from "./set-up.js";

/** Reserved for documentation, so no machine has it. */
const absentHost = "2001:db8::1";
const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === "::1"));

describe("where a listener listens", () => {
  it("has no address before it starts and after it is closed", async () => {
    const listener = webSocketListener({ port: 0, hosts: ["127.0.0.1"] });
    expect(listener.addresses).toEqual([]);
    await listener.start(() => {});
    expect(listener.addresses).toEqual([expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/)]);
    await listener.close();
    expect(listener.addresses).toEqual([]);
  });

  it.skipIf(!hasIpv6)("takes one free port for IPv4 and IPv6", async () => {
    const { listener, next } = await startListener({ hosts: ["127.0.0.1", "::1"] });
    const port = new URL(listener.addresses[0] ?? "").port;
    expect(listener.addresses).toEqual([`ws://127.0.0.1:${port}`, `ws://[::1]:${port}`]);
    for (const address of listener.addresses) await webSocketConnector(address).connect({});
    expect((await next()).peer).toMatchObject({ address: "127.0.0.1", host: `127.0.0.1:${port}` });
    expect((await next()).peer).toMatchObject({ address: "::1", host: `[::1]:${port}` });
    await listener.close();
  });

  it("leaves out a host that the machine does not have if another works", async () => {
    const { listener } = await startListener({ hosts: [absentHost, "127.0.0.1"] });
    expect(listener.addresses).toEqual([expect.stringContaining("127.0.0.1")]);
    await listener.close();
  });

  it("rejects with connector/failed if the machine has none of the hosts", async () => {
    const listener = webSocketListener({ port: 0, hosts: [absentHost] });
    await expect(listener.start(() => {})).rejects.toMatchObject({ code: "connector/failed" });
    await listener.close();
  });

  it("says that a port is in use, leaves the other hosts free, and can be started again", async () => {
    const first = await startListener();
    const port = Number(new URL(first.address).port);
    const second = webSocketListener({ port, hosts: ["127.0.0.2", "127.0.0.1"] });
    await expect(second.start(() => {})).rejects.toMatchObject({
      code: "connector/failed",
      message: `cannot listen at ws://127.0.0.1:${port}: port ${port} is already in use; end the other program or take another port`,
      details: { why: "in-use", systemCode: "EADDRINUSE" },
    });
    await first.listener.close();
    await second.start(() => {});
    expect(second.addresses).toHaveLength(2);
    await second.close();
  });

  it.each<[string, WebSocketListenerOptions]>([
    ["port", { port: 65536 }],
    ["port", { port: 1.5 }],
    ["hosts", { hosts: [] }],
    ["maxConnections", { maxConnections: 0 }],
    ["allowOrigins", { allowOrigins: ["example.org"] }],
    ["allowOrigins", { allowOrigins: ["null"] }],
    ["allowOrigins", { allowOrigins: [], authorize: async () => ({ label: "guest" }) }],
  ])("refuses a %s that cannot be used: %j", (argument, options) => {
    expect(() => webSocketListener(options)).toThrow(
      expect.objectContaining({ code: "usage/invalid-argument", details: { argument } }),
    );
  });
});

describe("the life of a listener", () => {
  it("starts once", async () => {
    const { listener } = await startListener();
    await expect(listener.start(() => {})).rejects.toMatchObject({ code: "connector/already-connected" });
    await listener.close();
    await expect(listener.start(() => {})).rejects.toMatchObject({ code: "usage/closed" });
  });

  it("can be closed without having started, and more than once", async () => {
    const listener = webSocketListener();
    await Promise.all([listener.close(), listener.close()]);
    await listener.close();
  });

  it("frees its port when it is closed while it starts", async () => {
    const listener = webSocketListener({ port: 0, hosts: ["127.0.0.1"] });
    const starting = listener.start(() => {});
    await listener.close();
    await starting;
    expect(listener.addresses).toEqual([]);
  });

  it("closes every client with 1001 and frees the port", async () => {
    const { listener, address, next } = await startListener();
    const clients = await Promise.all([openBare(address), openBare(address)]);
    const { channel } = await next();
    await listener.close();
    for (const { closed } of clients) expect((await closed).code).toBe(1001);
    expect(await channel.closed).toMatchObject({ by: "local", code: "connector/closed" });
    const again = webSocketListener({ port: Number(new URL(address).port), hosts: ["127.0.0.1"] });
    await again.start(() => {});
    await again.close();
  });

  it("closes within a second though peers say nothing, before and after the upgrade", async () => {
    const clock = new TestClock();
    const { listener, address, next } = await startListener({ clock });
    const half = connect(Number(new URL(address).port), "127.0.0.1");
    half.on("error", () => {});
    await once(half, "connect");
    const silent = await upgradeByHand(address);
    await next();
    const closing = listener.close();
    await clock.advance(1000);
    await closing;
    expect(clock.pendingTimers).toBe(0);
    half.destroy();
    silent.destroy();
  });
});

describe("what a listener answers", () => {
  it("answers a plain HTTP request with 426 and one sentence", async () => {
    const { listener, address } = await startListener();
    const response = await fetch(address.replace("ws:", "http:"), { method: "POST", body: "x" });
    expect(response.status).toBe(426);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(await response.text()).toMatch(/^[^.]+\.\n$/);
    await listener.close();
  });

  it("accepts any path", async () => {
    const { listener, address, next } = await startListener();
    await webSocketConnector(`${address}/some/path?x=1`).connect({});
    expect((await next()).grant).toEqual({});
    await listener.close();
  });

  it("speaks without compression", async () => {
    const { listener, address } = await startListener();
    const { ws } = await openBare(address);
    expect(ws.extensions).toBe("");
    await listener.close();
  });
});
