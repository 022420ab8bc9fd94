import { once } from "node:events";
import { connect } from "node:net";
import { webSocketConnector } from "@buttplug-ts/connector-websocket";
import { ButtplugError, type Logger } from "@buttplug-ts/core";
import type { Grant, Incoming, Peer } from "@buttplug-ts/messages";
import { describe, expect, it, vi } from "vitest";
import { openBare } from "./raw-peer.js";
import { firstBatch, startListener } from "./set-up.js";

const granted: Grant = {};

describe("a page of another origin", () => {
  it.each(["https://evil.example", "null", "http://localhost.evil.example"])(
    "at %s is told why it may not come in, and nothing else",
    async (origin) => {
      const running = await startListener();
      const page = await openBare(running.address, { origin });
      page.ws.send('[{"RequestServerInfo":{"Id":1,"ClientName":"x","ProtocolVersionMajor":4}}]');
      const { code, reason } = await page.closed;
      expect(code).toBe(4403);
      expect(reason).toContain(origin);
      expect(page.texts.map((text) => JSON.parse(text))).toEqual([
        [{ Error: { Id: 0, ErrorCode: 1, ErrorMessage: `[handshake/origin-refused] ${reason}` } }],
      ]);
      expect(running.accepted).toEqual([]);
      await running.listener.close();
    },
  );

  it("is told in a close frame that holds however long the origin is", async () => {
    const running = await startListener();
    const page = await openBare(running.address, { origin: `https://${"x".repeat(2000)}.example` });
    expect((await page.closed).code).toBe(4403);
    await running.listener.close();
  });

  it("may come in if it is listed", async () => {
    const running = await startListener({ allowOrigins: ["https://app.example"] });
    const page = await openBare(running.address, { origin: "https://app.example" });
    expect((await running.next()).peer).toMatchObject({ transport: "websocket", origin: "https://app.example" });
    await running.listener.close();
    expect((await page.closed).code).toBe(1001);
  });

  it("is seen as refused by a client of ours", async () => {
    const reason = "not today";
    const running = await startListener({
      authorize: async () => ({ refused: { code: "handshake/origin-refused", reason } }),
    });
    const channel = await webSocketConnector(running.address).connect({});
    expect(await firstBatch(channel)).toEqual([
      { value: { Error: { Id: 0, ErrorCode: 1, ErrorMessage: `[handshake/origin-refused] ${reason}` } } },
    ]);
    expect(await channel.closed).toEqual({ by: "remote", code: "connector/refused", reason, transportCode: 4403 });
    await running.listener.close();
  });
});

describe("authorize", () => {
  it("hears who asks and decides what is granted", async () => {
    const authorize = vi.fn(async (_peer: Peer): Promise<Grant> => ({ label: "guest" }));
    const running = await startListener({ authorize });
    await openBare(running.address, { origin: "https://app.example" });
    const { peer, grant } = await running.next();
    expect(grant).toEqual({ label: "guest" });
    expect(authorize.mock.calls).toEqual([[peer]]);
    expect(peer).toEqual({
      transport: "websocket",
      address: "127.0.0.1",
      origin: "https://app.example",
      host: new URL(running.address).host,
    });
    await running.listener.close();
  });

  it("may take its time: what the peer sends meanwhile is kept", async () => {
    const gate = new Gate();
    const running = await startListener({
      authorize: async () => {
        await gate.opened;
        return granted;
      },
    });
    const client = await webSocketConnector(running.address).connect({});
    for (const id of [1, 2, 3]) client.send([{ Ping: { Id: id } }]);
    gate.open();
    const { channel } = await running.next();
    const ids: unknown[] = [];
    await new Promise<void>((resolve) => {
      channel.receive((batch: readonly Incoming[]) => {
        ids.push(batch);
        if (ids.length === 3) resolve();
      });
    });
    expect(ids).toEqual([1, 2, 3].map((Id) => [{ value: { Ping: { Id } } }]));
    await running.listener.close();
  });

  it("is not followed by an accept when the peer has left meanwhile", async () => {
    const gate = new Gate();
    const asked = new Gate();
    const running = await startListener({
      authorize: async () => {
        asked.open();
        await gate.opened;
        return granted;
      },
    });
    const peer = await openBare(running.address);
    await asked.opened;
    peer.ws.close();
    await peer.closed;
    gate.open();
    await running.listener.close();
    expect(running.accepted).toEqual([]);
  });

  it("refuses by throwing, without telling the peer what was thrown", async () => {
    const log = vi.fn<Logger["log"]>();
    const running = await startListener({
      logger: { log },
      authorize: () => Promise.reject(new ButtplugError("internal/bug", "secret")),
    });
    const peer = await openBare(running.address);
    expect((await peer.closed).code).toBe(4403);
    expect(peer.texts.join()).toContain("[handshake/refused]");
    expect(peer.texts.join()).not.toContain("secret");
    expect(log).toHaveBeenCalledWith("error", "connector", expect.stringContaining("secret"));
    await running.listener.close();
  });
});

describe("a full listener", () => {
  it("says so with 1013, and takes another client as soon as one has left", async () => {
    const running = await startListener({ maxConnections: 1 });
    const first = await webSocketConnector(running.address).connect({});
    const { channel } = await running.next();
    const second = await openBare(running.address);
    expect((await second.closed).code).toBe(1013);
    expect(second.texts.join()).toContain("[handshake/too-many-sessions]");
    await first.close();
    await channel.closed;
    await openBare(running.address);
    await running.next();
    await running.listener.close();
  });
});

it.skipIf(process.platform !== "linux")(
  "takes no more connections of one machine than leave room for others",
  async () => {
    const running = await startListener({ maxConnections: 2 });
    const port = Number(new URL(running.address).port);
    const open = (localAddress: string) => {
      const socket = connect({ host: "127.0.0.1", port, localAddress });
      socket.on("error", () => {});
      return socket;
    };
    const flood = Array.from({ length: 12 }, () => open("127.0.0.2"));
    let dropped = 0;
    await new Promise<void>((resolve) => {
      for (const socket of flood) {
        socket.once("close", () => {
          dropped += 1;
          if (dropped === 6) resolve();
        });
      }
    });
    const other = open("127.0.0.3");
    other.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    const [answer] = await once(other, "data");
    expect([String(answer).slice(0, 12), dropped]).toEqual(["HTTP/1.1 426", 6]);
    await running.listener.close();
  },
);

it("closes a connection that the application fails to accept", async () => {
  const { webSocketListener } = await import("@buttplug-ts/connector-websocket/listener");
  const listener = webSocketListener({ port: 0, hosts: ["127.0.0.1"] });
  await listener.start(() => {
    throw new ButtplugError("internal/bug", "the application fails");
  });
  const peer = await openBare(listener.addresses[0] ?? "");
  expect((await peer.closed).code).toBe(1000);
  await listener.close();
});

/** A promise that a test settles. */
class Gate {
  open: () => void = () => {};
  readonly opened: Promise<void> = new Promise((resolve) => {
    this.open = resolve;
  });
}
