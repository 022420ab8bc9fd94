import { TestClock } from "@buttplug-ts/testing";
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { expect, it } from "vitest";
import { LovenseDongleHardwareManager } from "../src/index.js";
import { FakeDongle } from "./fake-dongle.js";
import { FakeToy } from "./fake-toy.js";

it("drives a toy at the dongle from client to command, asks for its battery, and finds it again", async () => {
  const clock = new TestClock();
  const toy = new FakeToy("0082059AD3BD");
  const dongle = new FakeDongle(clock, [toy]);
  const managers = [new LovenseDongleHardwareManager({ binding: dongle, clock })];
  await using server = createServer("Server", { managers, clock });
  await using client = new ButtplugClient("App");
  await client.connect(embeddedConnector(server));
  await clock.advance(300);
  const added = client.events("deviceAdded").next();
  await client.startScanning();
  await clock.advance(200);
  const { value: device } = await added;
  if (device === undefined) return expect.unreachable();
  expect(device.name).toBe("Lovense Nora");
  toy.commands.splice(0);

  const driven = device.vibrate(0.5);
  await clock.advance(100);
  await driven;
  toy.battery = 64;
  const battery = device.battery();
  await clock.advance(100);
  expect(await battery).toBe(64);
  const stopped = device.stop();
  await clock.advance(100);
  await stopped;
  expect(toy.commands.splice(0)).toEqual(["Vibrate:10;", "Battery;", "Vibrate:0;", "Rotate:0;"]);

  const removed = client.events("deviceRemoved").next();
  toy.switchOff();
  expect((await removed).value?.name).toBe("Lovense Nora");
  const back = client.events("deviceAdded").next();
  toy.switchOn();
  await clock.advance(6_000);
  expect((await back).value).toMatchObject({ name: "Lovense Nora", index: device.index });
  expect(dongle).toMatchObject({ complaints: [], isLockedUp: false });
});
