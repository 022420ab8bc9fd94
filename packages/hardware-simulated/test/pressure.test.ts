import { ButtplugClient, type ClientDevice } from "@buttplug-ts/client";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { SimulatedHardwareManager, simulate } from "@buttplug-ts/hardware-simulated";
import { hex } from "@buttplug-ts/protocol-kit";
import { protocols } from "@buttplug-ts/protocols";
import { ButtplugServer, embeddedConnector } from "@buttplug-ts/server";
import { settle, TestClock } from "@buttplug-ts/testing";
import { afterEach, expect, it } from "vitest";

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

it("a simulated kGoal tells changes of its two pressures to who listens, and its battery", async () => {
  const device = simulate("KGoal Boost");
  const clock = new TestClock();
  const managers = [new SimulatedHardwareManager({ devices: [device], clock })];
  const server = new ButtplugServer("Test", { managers, protocols, deviceDb: deviceDatabase, clock });
  const client = new ButtplugClient("Test");
  open.push(server, client);
  await client.connect(embeddedConnector(server));
  await client.startScanning();
  await settle();
  const only = client.devices[0] as ClientDevice;
  const heard: (readonly number[])[] = [];
  only.on("inputReading", ({ featureIndex, reading }) => heard.push([featureIndex, reading.value as number]));
  const notice = async (data: Uint8Array) => {
    device.inject("rxpressure", data);
    await settle();
    return heard.splice(0);
  };

  expect(await only.feature(2)?.read("battery")).toBe(100);
  await only.feature(0)?.subscribe("pressure");
  await settle();
  expect(heard.splice(0)).toEqual([
    [0, 300],
    [0, 2000],
  ]);
  await only.feature(1)?.subscribe("pressure");
  expect(await notice(hex`00 01 04 00 00 05 d3`)).toEqual([
    [0, 0],
    [1, 1491],
  ]);
  expect(await notice(hex`00 01 04 01 2c 05 d3`)).toEqual([[0, 300]]);
  expect(await notice(hex`00 01 04 07 d0 0f ff`)).toEqual([
    [0, 2000],
    [1, 4095],
  ]);
  expect(await notice(hex`00 01 04 07 d0 0f`)).toEqual([]);
  await only.feature(0)?.unsubscribe("pressure");
  expect(await notice(hex`00 01 04 00 00 05 d3`)).toEqual([[1, 1491]]);
  await only.stop();
  expect(device.writes).toEqual([]);
});
