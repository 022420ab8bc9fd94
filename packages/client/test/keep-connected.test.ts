import { ButtplugError } from "@buttplug-ts/core";
import type { Connector } from "@buttplug-ts/messages";
import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { type DeviceReturned, type KeepConnectedOptions, keepConnected } from "../src/index.js";
import { device, ScriptedServer, sensor, setUp, vibrator } from "./scripted-server.js";

const failing = (text: string): Connector => ({
  connect: () => Promise.reject(new ButtplugError("connector/failed", text)),
});

describe("several connectors", () => {
  it("are tried in their order; the first that reaches a server is taken", async () => {
    const { client, server } = setUp();
    const unused = new ScriptedServer();
    await client.connect([failing("nobody there"), server.connector, unused.connector]);
    expect([client.connected, server.opened, unused.opened]).toEqual([true, 1, 0]);
  });

  it("are passed over when what they reach is no server of this version", async () => {
    const { client, server } = setUp();
    const older = new ScriptedServer();
    older.answers["RequestServerInfo"] = ({ Id }) => [{ ServerInfo: { Id, ServerName: "old", MessageVersion: 3 } }];
    await client.connect([older.connector, server.connector]);
    expect([client.serverName, older.isClosed, server.isClosed]).toEqual(["Scripted", true, false]);
  });

  it("that all fail reject with the text of each", async () => {
    const { client } = setUp();
    const connecting = client.connect([failing("refused"), failing("not found")]);
    await expect(connecting).rejects.toMatchObject({
      code: "connector/failed",
      message: "none of the connectors could connect: refused; not found",
    });
    await expect(client.connect([])).rejects.toMatchObject({ message: /there are no connectors/ });
  });

  it("are not tried any further once the caller called it off", async () => {
    const { client, server } = setUp();
    const controller = new AbortController();
    const aborting: Connector = {
      connect: async () => {
        controller.abort();
        throw new ButtplugError("connector/failed", "too late");
      },
    };
    const connecting = client.connect([aborting, server.connector], { signal: controller.signal });
    await expect(connecting).rejects.toMatchObject({ code: "request/aborted" });
    expect(server.opened).toBe(0);
  });
});

const kept = async (options: KeepConnectedOptions = {}, devices: readonly object[] = [device(0)]) => {
  const setup = setUp(devices);
  const connection = await keepConnected(setup.client, setup.server.connector, {
    clock: setup.clock,
    random: () => 0.5,
    ...options,
  });
  const log: string[] = [];
  connection.on("waiting", ({ attempt, delayMs }) => log.push(`${attempt}: ${delayMs} ms`));
  connection.on("attemptFailed", ({ code }) => log.push(`failed ${code}`));
  connection.on("reconnected", () => log.push("reconnected"));
  connection.on("gaveUp", () => log.push("gave up"));
  return { ...setup, connection, log };
};

describe("a kept connection", () => {
  it("is connected again after a loss, with new device objects and nothing repeated", async () => {
    const { client, server, clock, log } = await kept();
    const [before] = client.devices;
    await before?.vibrate(1);
    server.frames.length = 0;
    server.drop();
    await clock.advance(375);
    expect(log).toEqual(["1: 375 ms", "reconnected"]);
    expect(client.connected).toBe(true);
    expect(client.devices[0]).not.toBe(before);
    expect(server.messages.map(([name]) => name)).toEqual(["RequestServerInfo", "RequestDeviceList"]);
  });

  it("pauses twice as long after each failure, up to a limit, never less than half of it", async () => {
    const { server, clock, log } = await kept({ firstDelayMs: 1_000, maxDelayMs: 4_000, random: () => 0 });
    server.answers["RequestServerInfo"] = ({ Id }) => [{ Error: { Id, ErrorCode: 1, ErrorMessage: "no" } }];
    server.drop();
    await clock.advance(500 + 1_000 + 2_000 + 2_000);
    expect(log.filter((line) => line.endsWith("ms"))).toEqual([
      "1: 500 ms",
      "2: 1000 ms",
      "3: 2000 ms",
      "4: 2000 ms",
      "5: 2000 ms",
    ]);
  });

  it("is given up after as many attempts as were allowed", async () => {
    const { server, clock, log } = await kept({ maxAttempts: 2 });
    server.answers["RequestServerInfo"] = ({ Id }) => [{ Error: { Id, ErrorCode: 1, ErrorMessage: "no" } }];
    server.drop();
    await clock.advance(60_000);
    expect(log).toEqual(["1: 375 ms", "failed request/rejected", "2: 750 ms", "failed request/rejected", "gave up"]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("is looked for again also after a lost ping", async () => {
    const { client, server, clock } = await kept();
    server.push({ Error: { Id: 0, ErrorCode: 2, ErrorMessage: "late" } });
    await settle();
    expect(client.connected).toBe(false);
    await clock.advance(1_000);
    expect(client.connected).toBe(true);
  });

  it.each([
    ["the application disconnects", async ({ client }: Awaited<ReturnType<typeof kept>>) => client.disconnect()],
    [
      "it is stopped before the loss",
      async ({ connection, server }: Awaited<ReturnType<typeof kept>>) => {
        connection.stop();
        server.drop();
      },
    ],
    [
      "it is stopped while it waits",
      async ({ connection, server }: Awaited<ReturnType<typeof kept>>) => {
        server.drop();
        await settle();
        connection.stop();
      },
    ],
  ])("is left alone when %s", async (_, end) => {
    const setup = await kept();
    await end(setup);
    await setup.clock.advance(60_000);
    expect([setup.client.connected, setup.server.opened, setup.clock.pendingTimers]).toEqual([false, 1, 0]);
  });

  it("ends with its signal", async () => {
    const controller = new AbortController();
    const { client, server, clock } = await kept({ signal: controller.signal });
    server.drop();
    await settle();
    controller.abort();
    await clock.advance(60_000);
    expect([client.connected, clock.pendingTimers]).toEqual([false, 0]);
  });

  it("offers the subscriptions of before, and makes them only when asked to", async () => {
    const { client, server, clock, connection } = await kept({}, [
      device(0, [vibrator(), sensor("Pressure", "Subscribe"), sensor("Button", "Subscribe")]),
    ]);
    const returned: DeviceReturned[] = [];
    connection.on("deviceReturned", (event) => returned.push(event));
    const [before] = client.devices;
    await before?.subscribe("pressure");
    await before?.subscribe("button");
    await before?.unsubscribe("button");
    server.drop();
    await clock.advance(1_000);
    expect(server.bodies("InputCmd")).toHaveLength(3);
    expect(returned).toMatchObject([
      { device: client.devices[0], previous: before, subscriptions: [{ featureIndex: 1, type: "pressure" }] },
    ]);
    await returned[0]?.resubscribe();
    expect(server.bodies("InputCmd").at(-1)).toMatchObject({ FeatureIndex: 1, Type: "Pressure", Command: "Subscribe" });
    expect(client.devices[0]?.subscriptions).toEqual([{ featureIndex: 1, type: "pressure" }]);
  });

  it("does not offer what the application had ended with a stop", async () => {
    const { client, server, clock, connection } = await kept({}, [device(0, [sensor("Pressure", "Subscribe")])]);
    const offers: unknown[] = [];
    connection.on("deviceReturned", ({ subscriptions }) => offers.push(subscriptions));
    await client.devices[0]?.subscribe("pressure");
    await client.stopAll();
    server.drop();
    await clock.advance(1_000);
    expect(offers).toEqual([[]]);
  });
});
