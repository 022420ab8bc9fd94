import { ButtplugClient } from "buttplug-ts";
import { createServer } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";
import { ipcConnector, ipcListener } from "buttplug-ts/stream";

const managers = [new SimulatedHardwareManager({ devices: [simulate("Lovense Nora")] })];
await using server = createServer("My Server", { managers });
await server.listen(ipcListener()); // or tcpListener({ port: 12350 })

await using client = new ButtplugClient("My App");
await client.connect(ipcConnector()); // or tcpConnector({ port: 12350 })
const added = client.events("deviceAdded").next();
await client.startScanning();
await (await added).value.vibrate(0.5);
