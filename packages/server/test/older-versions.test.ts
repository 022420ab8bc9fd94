import { ButtplugServer, memoryChannelPair } from "@buttplug-ts/server";
import { TestClock, testDatabase, testProtocol } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { RawClient, trio } from "./server-bench.js";

it("the first client of an older version is served in order while what it needs is loaded", async () => {
  const clock = new TestClock();
  const deviceDb = testDatabase([trio]);
  const server = new ButtplugServer("Test Server", { managers: [], protocols: [testProtocol], deviceDb, clock });
  const pair = memoryChannelPair();
  server.accept(pair.server, { transport: "embedded" });
  const client = new RawClient(pair.client);
  const greeting = { RequestServerInfo: { Id: 1, ClientName: "old", MessageVersion: 3 } };
  await client.send(greeting, { RequestDeviceList: { Id: 2 } });
  await client.send({ Ping: { Id: 3 } });
  const frames: object[] = [];
  while (frames.length < 3) {
    frames.push(...client.take());
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(frames).toEqual([
    { ServerInfo: expect.objectContaining({ Id: 1, MessageVersion: 3 }) },
    { DeviceList: { Id: 2, Devices: [] } },
    { Ok: { Id: 3 } },
  ]);
  await server.close();
  expect(clock.pendingTimers).toBe(0);
});
