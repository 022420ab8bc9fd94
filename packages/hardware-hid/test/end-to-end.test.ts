import { toHex } from "@buttplug-ts/core";
import { TestClock } from "@buttplug-ts/testing";
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { expect, it } from "vitest";
import { HidHardwareManager } from "../src/index.js";
import { FakeHid, FakeHidDevice } from "./fake-hid.js";

const start = (report: Uint8Array | undefined, count: number) => toHex((report ?? new Uint8Array()).slice(0, count));

it("drives a Joy-Con from client to report, and leaves it at rest", async () => {
  const clock = new TestClock();
  const joyCon = new FakeHidDevice({ serialNumber: "98:b6:e9:00:11:22", product: "Joy-Con (R)", productId: 0x2007 });
  const managers = [new HidHardwareManager({ binding: new FakeHid([joyCon]), clock })];
  await using server = createServer("Server", { managers, clock });
  await using client = new ButtplugClient("App");
  await client.connect(embeddedConnector(server));
  const added = client.events("deviceAdded").next();
  await client.startScanning();
  const { value: device } = await added;
  if (device === undefined) return expect.unreachable();
  expect(device.name).toBe("Nintendo Joycon");
  await clock.advance(15);
  expect(joyCon.written.map(({ length }) => length)).toEqual([64, 64]);
  expect(joyCon.written.splice(0).map((report) => start(report, 12))).toEqual([
    "01 00 00 00 00 00 00 00 00 00 48 01",
    "10 01 00 00 41 40 00 00 41 40 00 00",
  ]);
  await device.vibrate(0.5);
  expect(start(joyCon.written.at(-1), 10)).toBe("10 01 a8 88 ac 62 a8 88 ac 62");
  joyCon.written.length = 0;
  await clock.advance(150);
  expect(joyCon.written.length).toBe(10);
  expect(new Set(joyCon.written.splice(0).map((report) => start(report, 10))).size).toBe(1);
  await device.stop();
  expect(start(joyCon.written.at(-1), 10)).toBe("10 01 00 00 41 40 00 00 41 40");
  const removed = client.events("deviceRemoved").next();
  joyCon.vanish();
  expect((await removed).value?.name).toBe("Nintendo Joycon");
});
