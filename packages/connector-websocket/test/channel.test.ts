import { once } from "node:events";
import { webSocketConnector } from "@buttplug-ts/connector-websocket";
import { type Channel, frameLimitBytes, type Incoming } from "@buttplug-ts/messages";
import { TestClock } from "@buttplug-ts/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acceptByHand, type BareClient, clientFrame, openBare, upgradeByHand } from "./raw-peer.js";
import { firstBatch, type Running, startListener, startRawServer } from "./set-up.js";

describe("a channel with a peer that breaks the rules", () => {
  let running: Running;
  let peer: BareClient;
  let channel: Channel;
  beforeEach(async () => {
    running = await startListener();
    peer = await openBare(running.address);
    ({ channel } = await running.next());
  });
  afterEach(() => running.listener.close());

  it.each([
    ["no JSON", "{oops"],
    ["no list", '{"Ping":{"Id":1}}'],
    ["an empty list", "[]"],
    ["an empty text", ""],
  ])("delivers %s as one malformed entry and stays open", async (_, text) => {
    peer.ws.send(text);
    expect(await firstBatch(channel)).toEqual([{ malformed: expect.any(String) }]);
    const next = firstBatch(channel);
    peer.ws.send('[{"Ping":{"Id":1}}]');
    expect(await next).toEqual([{ value: { Ping: { Id: 1 } } }]);
  });

  it("delivers a binary frame as one malformed entry", async () => {
    peer.ws.send(Buffer.from('[{"Ping":{"Id":1}}]'));
    expect(await firstBatch(channel)).toEqual([{ malformed: expect.stringContaining("binary") }]);
  });

  it("closes with connector/overflow when a frame is larger than the limit", async () => {
    peer.ws.send(`["${"x".repeat(frameLimitBytes)}"]`);
    expect(await channel.closed).toMatchObject({ by: "failure", code: "connector/overflow" });
    expect((await peer.closed).code).toBe(1009);
  });

  it("takes a frame of exactly the limit", async () => {
    const text = "x".repeat(frameLimitBytes - 4);
    peer.ws.send(`["${text}"]`);
    expect(await firstBatch(channel)).toEqual([{ value: text }]);
  });

  it("closes with connector/overflow when more comes than it can keep for a listener", async () => {
    for (let count = 0; count < 3; count += 1) peer.ws.send(`["${"x".repeat(500_000)}"]`);
    expect(await channel.closed).toMatchObject({ by: "failure", code: "connector/overflow" });
    expect((await peer.closed).code).toBe(1009);
  });

  it("closes with connector/overflow when the peer does not take what is sent", async () => {
    peer.ws.pause();
    const batch = [{ text: "x".repeat(500_000) }];
    for (let count = 0; count < 100; count += 1) channel.send(batch);
    expect(await channel.closed).toMatchObject({ by: "failure", code: "connector/overflow" });
    peer.ws.resume();
    expect((await peer.closed).code).toBe(1006);
  });

  it("ends as a failure when the peer's text is no UTF-8", async () => {
    peer.ws.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect(await channel.closed).toMatchObject({ by: "failure", code: "connector/closed" });
  });

  it("ends as a failure when the connection breaks without a close frame", async () => {
    peer.ws.terminate();
    expect(await channel.closed).toMatchObject({ by: "failure", code: "connector/closed" });
  });

  it("delivers what came before the connection broke", async () => {
    const batches: (readonly Incoming[])[] = [];
    channel.receive((batch) => batches.push(batch));
    peer.ws.send("[1]");
    peer.ws.send("[2]", () => peer.ws.terminate());
    await channel.closed;
    expect(batches).toEqual([[{ value: 1 }], [{ value: 2 }]]);
  });

  it.each([
    [1000, "done", { by: "remote", code: "connector/closed", reason: "done", transportCode: 1000 }],
    [1009, "", { by: "remote", code: "connector/overflow", transportCode: 1009 }],
    [4403, "not you", { by: "remote", code: "connector/refused", reason: "not you", transportCode: 4403 }],
  ])("reports the peer's close code %i", async (code, reason, info) => {
    peer.ws.close(code, reason);
    expect(await channel.closed).toMatchObject(info);
  });

  it.each([
    ["connector/overflow", 1009],
    ["connector/silent", 1001],
    ["handshake/timeout", 1008],
    ["ping/timeout", 1000],
  ] as const)("tells the peer about %s with close code %i", async (code, transportCode) => {
    await channel.close({ code, reason: "because" });
    expect(await peer.closed).toEqual({ code: transportCode, reason: "because" });
    expect(await channel.closed).toEqual({ by: "local", code, reason: "because", transportCode });
  });

  it("cuts a long reason for the peer and keeps it whole on this side", async () => {
    const reason = "ü".repeat(200);
    await channel.close({ code: "usage/closed", reason });
    expect((await peer.closed).reason).toBe("ü".repeat(61));
    expect((await channel.closed).reason).toBe(reason);
  });
});

describe("a channel with a peer that does not answer", () => {
  it("ends one second after it was closed on the client's side", async () => {
    const clock = new TestClock();
    const server = await startRawServer(acceptByHand);
    const channel = await webSocketConnector(server.address, { clock }).connect({});
    const closing = channel.close();
    await clock.advance(1000);
    await closing;
    expect(await channel.closed).toMatchObject({ by: "local" });
    expect(clock.pendingTimers).toBe(0);
    await server.close();
  });

  it("ends one second after it was closed on the server's side", async () => {
    const clock = new TestClock();
    const { listener, address, next } = await startListener({ clock });
    const peer = await upgradeByHand(address);
    const { channel } = await next();
    peer.pause();
    const closing = channel.close();
    await clock.advance(1000);
    await closing;
    await listener.close();
    expect(clock.pendingTimers).toBe(0);
    peer.destroy();
  });

  it("outlives a reset and bytes that are no frames", async () => {
    const { listener, address, next } = await startListener();
    const reset = await upgradeByHand(address);
    const first = (await next()).channel;
    reset.resetAndDestroy();
    expect(await first.closed).toMatchObject({ by: "failure" });
    const noise = await upgradeByHand(address);
    const second = (await next()).channel;
    noise.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff]));
    noise.resume();
    const gone = once(noise, "end").then(() => noise.end());
    expect(await second.closed).toMatchObject({ by: "failure" });
    await gone;
    await listener.close();
  });

  it("delivers frames that come with the answer to the upgrade and before a listener is set", async () => {
    const { listener, address, next } = await startListener();
    const peer = await upgradeByHand(address);
    peer.write(Buffer.concat([clientFrame(1, "[1]"), clientFrame(1, "[2]")]));
    const { channel } = await next();
    expect(await firstBatch(channel)).toEqual([{ value: 1 }]);
    peer.destroy();
    await listener.close();
  });
});
