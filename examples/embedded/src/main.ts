import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

const devices = [simulate("Lovense Nora"), simulate("Aneros Vivi")];
await using server = createServer("My App", { managers: [new SimulatedHardwareManager({ devices })] });
await using client = new ButtplugClient("My App");
await client.connect(embeddedConnector(server));

const scanned = client.events("scanningFinished").next();
await client.startScanning();
await scanned;

for (const device of client.devices) {
  await device.vibrate(0.5);
  if (device.hasInput("battery")) console.log(device.name, "has", await device.battery(), "% left");
}
await client.stopAll();
