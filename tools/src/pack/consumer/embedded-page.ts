import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

const managers = [new SimulatedHardwareManager({ devices: [simulate("Lovense Nora")] })];
const server = createServer("Packed Page", { managers });
const client = new ButtplugClient("Packed Page");
await client.connect(embeddedConnector(server));
await client.startScanning();
document.body.textContent = client.devices.map(({ name }) => name).join(", ");
