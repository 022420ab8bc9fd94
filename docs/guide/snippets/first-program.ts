import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

const nora = simulate("Lovense Nora");
const server = createServer("My Server", { managers: [new SimulatedHardwareManager({ devices: [nora] })] });
const client = new ButtplugClient("My App");
client.on("deviceAdded", (device) => console.log(device.name, "is here"));

await client.connect(embeddedConnector(server));
const scanned = client.events("scanningFinished").next();
await client.startScanning();
await scanned;

for (const device of client.devices) {
  await device.vibrate(0.5);
  console.log("The simulated device:", nora.levels);
  await device.stop();
  console.log("The simulated device:", nora.levels);
}

await client.disconnect();
await server.close();
