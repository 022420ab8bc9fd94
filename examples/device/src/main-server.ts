// A server for the device: `node dist/main-server.js [port]`.
import { WebSocketHardwareManager } from "@buttplug-ts/hardware-websocket";
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";

// #region server
const manager = new WebSocketHardwareManager({ port: Number(process.argv[2] ?? 54817) });
await using server = createServer("My Server", { managers: [manager] });
// A device says who it is, not what it speaks. This is a setting of its owner, so it may as well stand in a file.
await server.setUserConfig({ devices: [{ hardware: "websocket/toy-1", protocol: "lovense" }] });
await manager.ready;
const { value: availability } = manager.availability;
console.log(availability.usable ? `Devices connect to ${manager.addresses[0]}` : availability.why);
// #endregion

await using client = new ButtplugClient("My App");
const devices = client.events("deviceAdded");
await client.connect(embeddedConnector(server));
for await (const device of devices) {
  console.log(`${device.name} is here, with ${await device.battery()} % left`);
  await device.vibrate(0.5);
  await device.vibrate(1);
  await device.stop();
  break;
}
