import { ButtplugError, isButtplugError } from "@buttplug-ts/core";
import type { Channel } from "@buttplug-ts/messages";
import { settle } from "@buttplug-ts/testing";
import { afterEach, describe, expect, it } from "vitest";
import {
  device,
  deviceList,
  errorMessage,
  setUp as makeSetUp,
  ScriptedServer,
  type Setup,
  serverInfo,
  silence,
} from "./scripted-server.js";

const setups: Setup[] = [];

function setUp(...args: Parameters<typeof makeSetUp>): Setup {
  const setup = makeSetUp(...args);
  setups.push(setup);
  return setup;
}

afterEach(async () => {
  for (const { client, clock } of setups.splice(0)) {
    await client.disconnect();
    expect(clock.pendingTimers).toBe(0);
  }
});

describe("connect", () => {
  it("introduces itself as v4.0, asks for the devices, and resolves when they are known", async () => {
    const { server, client, log } = setUp([device(1), device(0)]);
    await client.connect(server.connector);
    expect(server.messages).toEqual([
      ["RequestServerInfo", { Id: 1, ClientName: "Test", ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 }],
      ["RequestDeviceList", { Id: 2 }],
    ]);
    expect(client.connected).toBe(true);
    expect(client.serverName).toBe("Scripted");
    expect(client.devices.map(({ index }) => index)).toEqual([0, 1]);
    expect(log).toEqual(["deviceAdded 0", "deviceAdded 1"]);
  });

  it("can be used from a deviceAdded listener", async () => {
    const { server, client } = setUp();
    client.on("deviceAdded", (added) => {
      expect(client.connected).toBe(true);
      void added.vibrate(1);
    });
    await client.connect(server.connector);
    await settle();
    expect(server.bodies("OutputCmd")).toHaveLength(1);
  });

  it("applies the answer and an event of the same frame in their order", async () => {
    const { server, client, log } = setUp();
    server.answers["RequestDeviceList"] = ({ Id }) => [deviceList(Id, device(0)), deviceList(0, device(1))];
    await client.connect(server.connector);
    expect(log).toEqual(["deviceAdded 0", "deviceRemoved 0", "deviceAdded 1"]);
  });

  it("leaves out device lists that come before the one it asked for", async () => {
    const { server, client, log } = setUp();
    server.answers["RequestServerInfo"] = ({ Id }) => [serverInfo(Id), deviceList(0, device(7))];
    await client.connect(server.connector);
    expect(log).toEqual(["deviceAdded 0"]);
  });

  it("takes messages that came before the listener was set", async () => {
    const { server, client } = setUp();
    server.receive = (listener) => {
      ScriptedServer.prototype.receive.call(server, listener);
      server.push({ ScanningFinished: { Id: 0 } });
    };
    await client.connect(server.connector);
    expect(client.connected).toBe(true);
  });

  it("refuses a second connect while it is connecting or connected", async () => {
    const { server, client } = setUp();
    const first = client.connect(server.connector);
    await expect(client.connect(server.connector)).rejects.toMatchObject({ code: "connector/already-connected" });
    await first;
    await expect(client.connect(server.connector)).rejects.toMatchObject({ code: "connector/already-connected" });
    expect(server.opened).toBe(1);
  });

  it.each([
    ["an older server", { ProtocolVersionMajor: undefined, MessageVersion: 3 }, 3],
    ["a server that names an older major version", { ProtocolVersionMajor: 3 }, 3],
    ["a newer server", { ProtocolVersionMajor: 5 }, 5],
    ["a server that names no version", { ProtocolVersionMajor: undefined }, 0],
  ])("refuses %s and names both versions", async (_, fields, version) => {
    const { server, client, log } = setUp();
    server.answers["RequestServerInfo"] = ({ Id }) => [JSON.parse(JSON.stringify(serverInfo(Id, fields)))];
    const failure = await client.connect(server.connector).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: "handshake/version-mismatch",
      details: { client: 4, server: version },
      message: `this client speaks message spec v4, the server v${version}`,
    });
    expect(server.closeReason?.code).toBe("handshake/version-mismatch");
    expect(log).toEqual([]);
  });

  it("names both versions when an older server refuses it for its version", async () => {
    const { server, client } = setUp();
    const text = '{"ButtplugHandshakeError":{"MessageSpecVersionMismatch":[3,4]}}';
    server.answers["RequestServerInfo"] = ({ Id }) => [errorMessage(Id, 1, text)];
    await expect(client.connect(server.connector)).rejects.toMatchObject({
      code: "handshake/version-mismatch",
      details: { client: 4, server: 3 },
      message: "this client speaks message spec v4, the server v3",
    });
    expect(server.isClosed).toBe(true);
  });

  it("can connect again after it failed", async () => {
    const { server, client } = setUp();
    server.answers["RequestServerInfo"] = ({ Id }) => [errorMessage(Id, 1, "[handshake/too-many-sessions] full")];
    await expect(client.connect(server.connector)).rejects.toMatchObject({ code: "handshake/too-many-sessions" });
    expect(server.isClosed).toBe(true);
    delete server.answers["RequestServerInfo"];
    await client.connect(server.connector);
    expect(client.connected).toBe(true);
  });

  it("passes on what the connector rejects with, and wraps what is not ours", async () => {
    const { client } = setUp();
    const refused = new ButtplugError("connector/refused", "no");
    await expect(client.connect({ connect: () => Promise.reject(refused) })).rejects.toBe(refused);
    const foreign = client.connect({ connect: () => Promise.reject(new TypeError("odd")) });
    await expect(foreign).rejects.toMatchObject({ code: "connector/failed", cause: expect.any(TypeError) });
    const thrown = client.connect({
      connect() {
        throw new TypeError("odd");
      },
    });
    await expect(thrown).rejects.toMatchObject({ code: "connector/failed" });
  });

  it.each(["RequestServerInfo", "RequestDeviceList"])(
    "gives up after its time limit when %s is not answered",
    async (name) => {
      const { server, client, clock, log } = setUp([device(0)], { requestTimeoutMs: 500 });
      server.answers[name] = silence;
      const connecting = client.connect(server.connector).catch((error: unknown) => error);
      await clock.advance(499);
      expect(server.isClosed).toBe(false);
      await clock.advance(1);
      expect(await connecting).toMatchObject({ code: "handshake/timeout", details: { afterMs: 500 } });
      expect(server.isClosed).toBe(true);
      expect(log).toEqual([]);
    },
  );

  it("gives up on a connector that never answers, and closes the channel that it gives later", async () => {
    const { server, client, clock } = setUp();
    let open: (channel: Channel) => void = () => {};
    const slow = { connect: () => new Promise<Channel>((resolve) => (open = resolve)) };
    const connecting = client.connect(slow).catch((error: unknown) => error);
    await clock.advance(10_000);
    expect(await connecting).toMatchObject({ code: "handshake/timeout" });
    open(server);
    await settle();
    expect(server.isClosed).toBe(true);
    await client.connect(server.connector);
    expect(client.connected).toBe(true);
  });

  it.each(["connector", "RequestServerInfo", "RequestDeviceList"])(
    "is aborted by its signal while it waits for %s",
    async (stage) => {
      const { server, client, log } = setUp();
      server.answers[stage] = silence;
      const controller = new AbortController();
      const connector = stage === "connector" ? { connect: () => new Promise<Channel>(() => {}) } : server.connector;
      const connecting = client.connect(connector, { signal: controller.signal }).catch((error: unknown) => error);
      await settle();
      controller.abort();
      expect(await connecting).toMatchObject({ code: "request/aborted" });
      if (stage !== "connector") expect(server.isClosed).toBe(true);
      expect(client.connected).toBe(false);
      expect(log).toEqual([]);
      delete server.answers[stage];
      await client.connect(server.connector);
    },
  );

  it("opens nothing if its signal is aborted from the start", async () => {
    const { server, client } = setUp();
    const connecting = client.connect(server.connector, { signal: AbortSignal.abort() });
    await expect(connecting).rejects.toMatchObject({ code: "request/aborted" });
    expect(server.opened).toBe(0);
  });

  it.each(["connector", "RequestServerInfo", "RequestDeviceList"])(
    "is called off by disconnect while it waits for %s",
    async (stage) => {
      const { server, client } = setUp();
      server.answers[stage] = silence;
      const connector = stage === "connector" ? { connect: () => new Promise<Channel>(() => {}) } : server.connector;
      const connecting = client.connect(connector).catch((error: unknown) => error);
      await settle();
      const leaving = client.disconnect();
      const again = client.connect(new ScriptedServer(device(3)).connector);
      expect(await connecting).toMatchObject({ code: "request/aborted" });
      await leaving;
      await again;
      expect(client.devices.map(({ index }) => index)).toEqual([3]);
    },
  );

  it("rejects with the reason when the channel closes during the handshake, and tells of no disconnect", async () => {
    const { server, client, log } = setUp();
    server.answers["RequestDeviceList"] = silence;
    const connecting = client.connect(server.connector).catch((error: unknown) => error);
    await settle();
    server.drop({ code: "handshake/origin-refused", reason: "not you" });
    const failure = await connecting;
    expect(failure).toMatchObject({ code: "connector/closed", cause: { code: "handshake/origin-refused" } });
    expect(isButtplugError(failure) && failure.message).toContain("not you");
    expect(log).toEqual([]);
  });

  it("rejects with an error that the server sends without an id during the handshake", async () => {
    const { server, client, log } = setUp();
    server.answers["RequestServerInfo"] = () => [errorMessage(0, 1, "[handshake/origin-refused] not from there")];
    const failure = await client.connect(server.connector).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "handshake/origin-refused", message: "not from there", errorClass: 1 });
    expect(log).toEqual([]);
  });

  it("takes back the devices it announced when the channel closes before it resolves", async () => {
    const { server, client, log } = setUp();
    client.on("deviceAdded", () => server.drop());
    await expect(client.connect(server.connector)).rejects.toMatchObject({ code: "connector/closed" });
    await settle();
    expect(log).toEqual(["deviceAdded 0", "deviceRemoved 0"]);
  });
});
