import { ipcListener, tcpListener } from "@buttplug-ts/connector-stream";
import { ButtplugError, type Logger } from "@buttplug-ts/core";
import type { Grant, Peer } from "@buttplug-ts/messages";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, vi } from "vitest";
import { batchesOf, firstBatch, freshPath, Gate, openRaw, startListener, transports } from "./set-up.js";

const granted: Grant = {};
const errorFrame = (text: string) => `[{"Error":{"Id":0,"ErrorCode":1,"ErrorMessage":${JSON.stringify(text)}}}]\n`;

describe.each(transports)("a listener over %s", (transport) => {
  it("starts once", async () => {
    const { listener } = await startListener(transport);
    await expect(listener.start(() => {})).rejects.toMatchObject({ code: "connector/already-connected" });
    await listener.close();
    await expect(listener.start(() => {})).rejects.toMatchObject({ code: "usage/closed" });
  });

  it("can be closed without having started, and while it starts", async () => {
    const unstarted = transport === "tcp" ? tcpListener({ port: 0 }) : ipcListener({ path: freshPath() });
    const starting = unstarted.start(() => {});
    await Promise.all([unstarted.close(), unstarted.close()]);
    await starting;
    expect(unstarted.addresses).toEqual([]);
  });

  it("closes every client, also one that says nothing, within a second", async () => {
    const clock = new TestClock();
    const { listener, address, connector, next } = await startListener(transport, { clock });
    const client = await connector({ clock }).connect({});
    const silent = await openRaw(address);
    silent.socket.pause();
    const [{ channel }] = [await next(), await next()];
    const closing = listener.close();
    await clock.advance(1000);
    await closing;
    expect(await channel.closed).toMatchObject({ by: "local", code: "connector/closed" });
    expect(await client.closed).toMatchObject({ by: "remote" });
    expect(clock.pendingTimers).toBe(0);
  });

  it("grants everything unless told otherwise", async () => {
    const { listener, connector, next } = await startListener(transport);
    await connector().connect({});
    expect((await next()).grant).toEqual(granted);
    await listener.close();
  });

  it("asks who may come in, and keeps what the peer sends meanwhile", async () => {
    const gate = new Gate();
    const authorize = vi.fn(async (_peer: Peer): Promise<Grant> => {
      await gate.opened;
      return { label: "guest" };
    });
    const running = await startListener(transport, { authorize });
    const client = await running.connector().connect({});
    for (const Id of [1, 2, 3]) client.send([{ Ping: { Id } }]);
    gate.open();
    const { channel, peer, grant } = await running.next();
    expect(grant).toEqual({ label: "guest" });
    expect(authorize.mock.calls).toEqual([[peer]]);
    expect(await batchesOf(channel, 3)).toEqual([1, 2, 3].map((Id) => [{ value: { Ping: { Id } } }]));
    await running.listener.close();
  });

  it("does not accept a peer that has left meanwhile", async () => {
    const gate = new Gate();
    const asked = new Gate();
    const running = await startListener(transport, {
      authorize: async () => {
        asked.open();
        await gate.opened;
        return granted;
      },
    });
    const { socket, gone } = await openRaw(running.address);
    await asked.opened;
    socket.end();
    await gone;
    gate.open();
    await running.listener.close();
    expect(running.accepted).toEqual([]);
  });

  it("tells a peer that it refuses why, and closes", async () => {
    const refused = { code: "handshake/refused", reason: "not today" } as const;
    const running = await startListener(transport, { authorize: async () => ({ refused }) });
    const peer = await openRaw(running.address);
    peer.socket.write('[{"RequestServerInfo":{"Id":1,"ClientName":"x","ProtocolVersionMajor":4}}]\n');
    await peer.gone;
    expect(peer.heard()).toBe(errorFrame("[handshake/refused] not today"));
    const client = await running.connector().connect({});
    expect(await firstBatch(client)).toEqual([
      { value: { Error: { Id: 0, ErrorCode: 1, ErrorMessage: "[handshake/refused] not today" } } },
    ]);
    expect(await client.closed).toMatchObject({ by: "remote" });
    expect(running.accepted).toEqual([]);
    await running.listener.close();
  });

  it("refuses by throwing, without telling the peer what was thrown", async () => {
    const log = vi.fn<Logger["log"]>();
    const running = await startListener(transport, {
      logger: { log },
      authorize: () => Promise.reject(new ButtplugError("internal/bug", "secret")),
    });
    const peer = await openRaw(running.address);
    await peer.gone;
    expect(peer.heard()).toContain("[handshake/refused]");
    expect(peer.heard()).not.toContain("secret");
    expect(log).toHaveBeenCalledWith("error", "connector", expect.stringContaining("secret"));
    await running.listener.close();
  });

  it("says when it is full, and takes another client as soon as one has left", async () => {
    const running = await startListener(transport, { maxConnections: 1 });
    const first = await running.connector().connect({});
    const { channel } = await running.next();
    const second = await openRaw(running.address);
    await second.gone;
    expect(second.heard()).toContain("[handshake/too-many-sessions] 1 clients are connected already");
    await first.close();
    await channel.closed;
    await openRaw(running.address);
    await running.next();
    await running.listener.close();
  });

  it("closes a connection that the application fails to accept", async () => {
    const listener = transport === "tcp" ? tcpListener({ port: 0 }) : ipcListener({ path: freshPath() });
    await listener.start(() => {
      throw new ButtplugError("internal/bug", "the application fails");
    });
    const peer = await openRaw(listener.addresses[0] ?? "");
    await peer.gone;
    await listener.close();
  });
});
