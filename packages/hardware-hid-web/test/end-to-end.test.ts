import { toHex } from "@buttplug-ts/core";
import { TestClock } from "@buttplug-ts/testing";
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { expect, it } from "vitest";
import { WebHidHardwareManager } from "../src/index.js";
import { FakeWebHid, FakeWebHidDevice } from "./fake-web-hid.js";

it("drives a Joy-Con on Bluetooth, whose reports are shorter than on USB, from client to report", async () => {
  const clock = new TestClock();
  const joyCon = new FakeWebHidDevice({ productId: 0x2006, productName: "Joy-Con (L)", reports: { 1: 48, 16: 48 } });
  const managers = [new WebHidHardwareManager({ scope: new FakeWebHid([joyCon]).scope, clock })];
  await using server = createServer("Server", { managers, clock });
  await using client = new ButtplugClient("App");
  await client.connect(embeddedConnector(server));
  const added = client.events("deviceAdded").next();
  await client.startScanning();
  const { value: device } = await added;
  if (device === undefined) return expect.unreachable();
  expect(joyCon.written.map((report) => [report.length, toHex(report.slice(0, 12))])).toEqual([
    [49, "01 00 00 00 00 00 00 00 00 00 48 01"],
  ]);
  await device.vibrate(1);
  await clock.advance(15);
  expect(toHex(joyCon.written.at(-1)?.slice(0, 10) ?? new Uint8Array())).toBe("10 01 a8 c8 bc 72 a8 c8 bc 72");
  await device.stop();
  expect(toHex(joyCon.written.at(-1)?.slice(0, 10) ?? new Uint8Array())).toBe("10 01 00 00 41 40 00 00 41 40");
  const removed = client.events("deviceRemoved").next();
  joyCon.vanish();
  expect((await removed).value?.name).toBe("Nintendo Joycon");
});
