import { systemClock } from "@buttplug-ts/core";
import { TestClock } from "@buttplug-ts/testing";
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { expect, it } from "vitest";
import { LovenseConnectHardwareManager } from "../src/index.js";
import { FakeConnectApp } from "./fake-connect-app.js";

it("drives toys in the app from client to request, tells their battery, and notices that one leaves", async () => {
  const solace = { id: "a1", name: "Solace", status: 1, battery: 64 };
  const max = { id: "b2", name: "Max", status: "true", battery: null };
  const lush = { id: "c3", name: "Lush", status: 0, battery: 10 };
  const app = new FakeConnectApp(systemClock, [solace, max, lush]);
  app.crashesBelowMs = 50;
  await app.listen();
  const manager = new LovenseConnectHardwareManager({ hosts: [app.address], pollMs: 60 });
  await manager.ready;
  await using server = createServer("Server", { managers: [manager] });
  await using client = new ButtplugClient("App");
  await client.connect(embeddedConnector(server));
  const finished = client.events("scanningFinished").next();
  await client.startScanning();
  await finished;
  const byName = new Map(client.devices.map((device) => [device.name, device]));
  expect([...byName.keys()].sort()).toEqual(["Lovense Max", "Lovense Solace"]);
  expect(app.commands.splice(0)).toEqual(["Depth?v=3&t=a1"]);

  await byName.get("Lovense Solace")?.output({ type: "oscillate", level: 0.5 });
  await byName.get("Lovense Max")?.vibrate(1);
  expect(app.commands.splice(0)).toEqual(["Thrusting?v=10&t=a1", "Vibrate1?v=20&t=b2"]);
  expect(await byName.get("Lovense Solace")?.battery()).toBe(64);
  expect(await byName.get("Lovense Max")?.battery()).toBe(0);
  await client.stopAll();
  expect(app.commands.splice(0).sort()).toEqual(["AirAuto?v=0&t=b2", "Thrusting?v=0&t=a1", "Vibrate1?v=0&t=b2"]);

  const removed = client.events("deviceRemoved").next();
  solace.status = 0;
  expect((await removed).value?.name).toBe("Lovense Solace");
  expect(app.hasCrashed).toBe(false);
  await app.stop();
});

it("stops a toy that ran on while its phone slept, half an hour later and without a scan", async () => {
  const clock = new TestClock();
  const app = new FakeConnectApp(clock, [{ id: "a1", name: "Max", status: true, battery: 64 }]);
  app.isRunning = true;
  app.cloudText = JSON.stringify({ "192-168-1-5.lovense.club": { httpPort: 20010 } });
  const manager = new LovenseConnectHardwareManager({ cloud: true, fetch: app.fetch, clock });
  await using server = createServer("Server", { managers: [manager], clock });
  await using client = new ButtplugClient("App", { clock });
  await client.connect(embeddedConnector(server));
  await client.startScanning();
  await clock.advance(3_000);
  await client.devices[0]?.vibrate(1);
  app.isRunning = false;
  await clock.advance(1_800_000);
  expect(client.devices).toEqual([]);
  app.commands.splice(0);
  app.isRunning = true;
  await clock.advance(15_000);
  expect(app.commands.sort()).toEqual(["AirAuto?v=0&t=a1", "Vibrate1?v=0&t=a1"]);
  expect(client.devices.map(({ name }) => name)).toEqual(["Lovense Max"]);
});
