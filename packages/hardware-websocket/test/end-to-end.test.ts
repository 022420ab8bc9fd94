import { type ConfigStore, memoryConfigStore, utf8 } from "@buttplug-ts/core";
import { type DeviceDatabase, deviceDatabase } from "@buttplug-ts/device-db";
import { extendDatabase } from "@buttplug-ts/device-db/device-files";
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { connectDevice } from "../src/device.js";
import { WebSocketHardwareManager } from "../src/index.js";
import { until } from "./set-up.js";

const file = { name: "box.yaml", text: "protocol: lovense\nwebsocket: [my-box*]" };

const { database, problems } = extendDatabase(deviceDatabase, [file]);

function storeOf(devices: readonly object[]): ConfigStore {
  return memoryConfigStore({ config: JSON.stringify({ version: 1, devices }) });
}

async function connect(options: { readonly deviceDb?: DeviceDatabase; readonly config?: ConfigStore } = {}) {
  expect(problems).toEqual([]);
  const manager = new WebSocketHardwareManager({ port: 0, hosts: ["127.0.0.1"] });
  const server = createServer("Test", { managers: [manager], deviceDb: database, ...options });
  const client = new ButtplugClient("Test");
  onTestFinished(async () => {
    await client.disconnect();
    await server.close();
  });
  await client.connect(embeddedConnector(server));
  await manager.ready;
  return { client, server: manager.addresses[0] ?? "" };
}

/** A device that says that it is a Lovense Nora, and runs down with each command. */
function nora(server: string) {
  const commands: string[] = [];
  let battery = 90;
  let isRunning = false;
  const device = connectDevice({
    server,
    identifier: "my-box-2",
    address: "box-1",
    WebSocket,
    onPacket(packet) {
      const command = Buffer.from(packet).toString();
      commands.push(command);
      isRunning = /:[1-9]/.test(command);
      if (command === "DeviceType;") device.send(utf8("A:11:0082059AD3BD;"));
      if (command === "Battery;") device.send(utf8(`${battery};`));
      battery -= 1;
    },
    onDisconnect() {
      isRunning = false;
    },
  });
  onTestFinished(() => device.close());
  return { device, commands, isRunning: () => isRunning };
}

it("drives a device by WebSocket, reads its battery, and stops it", async () => {
  const { client, server } = await connect();
  const added = client.events("deviceAdded").next();
  const { commands } = nora(server);
  const device = (await added).value;
  expect(device.name).toBe("Lovense Nora");
  await device.vibrate(0.5);
  await until(() => commands.includes("Vibrate:10;"));
  expect(await device.battery()).toBe(88);
  await device.stop();
  await until(() => commands.includes("Vibrate:0;"));
});

it("drives a device of which the user configuration says what it speaks", async () => {
  const devices = [{ hardware: "websocket/box-1", protocol: "lovense", name: "Mine" }];
  const { client, server } = await connect({ deviceDb: deviceDatabase, config: storeOf(devices) });
  const added = client.events("deviceAdded").next();
  const { commands } = nora(server);
  const device = (await added).value;
  expect(device.displayName).toBe("Mine");
  await device.vibrate(0.5);
  await until(() => commands.includes("Vibrate:10;"));
});

it("loses a device that leaves, and has it again when it comes back", async () => {
  const { client, server } = await connect();
  const added = client.events("deviceAdded");
  const first = nora(server);
  const before = (await added.next()).value;
  await before.vibrate(1);
  const removed = client.events("deviceRemoved").next();
  first.device.close();
  await removed;
  await expect(before.vibrate(1)).rejects.toMatchObject({ code: "device/gone" });
  const second = nora(server);
  const after = (await added.next()).value;
  expect(after.index).toBe(before.index);
  await after.vibrate(0.5);
  await until(() => second.commands.includes("Vibrate:10;"));
});

it("stops a device when the server ends", async () => {
  const manager = new WebSocketHardwareManager({ port: 0, hosts: ["127.0.0.1"] });
  const server = createServer("Test", { managers: [manager], deviceDb: database });
  const client = new ButtplugClient("Test");
  await client.connect(embeddedConnector(server));
  await manager.ready;
  const added = client.events("deviceAdded").next();
  const { commands, isRunning } = nora(manager.addresses[0] ?? "");
  await (await added).value.vibrate(1);
  await until(isRunning);
  await server.close();
  await until(() => !isRunning());
  expect(commands.at(-1)).toMatch(/:0;$/);
  await client.disconnect();
});
