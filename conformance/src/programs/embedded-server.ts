import { memoryConfigStore } from "@buttplug-ts/core";
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

/** An application with a server in it and settings: what a file limits, what the program limits, and what it kept. */
const nora = simulate("Lovense Nora");
const store = memoryConfigStore({ config: '{ "version": 1, "levelCap": 0.5, "devices": [], } // half' });
const managers = [new SimulatedHardwareManager({ devices: [nora] })];
const server = createServer("Bundled Server", { managers, config: store });
const client = new ButtplugClient("Bundled Client");

async function main(): Promise<void> {
  await client.connect(embeddedConnector(server));
  const added = client.events("deviceAdded").next();
  await client.startScanning();
  const { value: device } = await added;
  await device?.vibrate(1);
  await server.setUserConfig({ levelCap: 0.25, devices: [] });
  await device?.vibrate(1);
  await client.disconnect();
  await server.close();
  const packets = nora.writes.map(({ data }) => new TextDecoder().decode(data)).join(" ");
  const kept: unknown = JSON.parse((await store.read("config")) ?? "");
  console.log(JSON.stringify({ packets, kept }));
}

void main();
