import { ButtplugServer, memoryChannelPair } from "@buttplug-ts/server";
import { FakeDevice, FakeHardwareManager, settle, TestClock, testDatabase, testProtocol } from "@buttplug-ts/testing";
import { expect, it, vi } from "vitest";
import { RawClient, trio, vibrate } from "./server-bench.js";

// In a file of its own: what older versions need must not be loaded yet.
it("a client that is refused while its early messages are handled drives nothing with the rest of them", async () => {
  const clock = new TestClock();
  const device = new FakeDevice({ name: "Trio" });
  const manager = new FakeHardwareManager(clock, [device]);
  const deviceDb = testDatabase([trio]);
  const server = new ButtplugServer("Test", { managers: [manager], protocols: [testProtocol], deviceDb, clock });
  manager.arrive(device);
  await settle();
  expect(server.devices).toHaveLength(1);
  const pair = memoryChannelPair();
  server.accept(pair.server, { transport: "embedded" });
  const client = new RawClient(pair.client);
  const greeting = (MessageVersion: number, more: object) => ({
    RequestServerInfo: { Id: 1, MessageVersion, ...more },
  });
  await client.send(greeting(3, {}), greeting(9, { ClientName: "new" }), vibrate(2, 0, 0, 50));
  await vi.waitFor(() => expect(client.closeInfo).toBeDefined());
  await settle();
  expect(client.take()).toEqual([
    { Error: expect.objectContaining({ Id: 1 }) },
    { Error: expect.objectContaining({ Id: 1 }) },
  ]);
  expect(device.takeWrites()).toEqual([]);
  await server.close();
});
