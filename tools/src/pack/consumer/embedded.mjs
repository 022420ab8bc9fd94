// Client, server and simulated device in one process: vibrates, stops, and tells what reached the device.
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

const nora = simulate("Lovense Nora", { battery: 42 });
const server = createServer("Packed Server", { managers: [new SimulatedHardwareManager({ devices: [nora] })] });
const client = new ButtplugClient("Packed Client");
await client.connect(embeddedConnector(server));
const added = client.events("deviceAdded").next();
await client.startScanning();
const device = (await added).value;
await device.vibrate(0.5);
const battery = await device.battery();
await client.stopAll();
await client.disconnect();
await server.close();
const packets = nora.writes.map(({ data }) => new TextDecoder().decode(data));
console.log(`${device.name} ${battery} % ${packets.join(" ")}`);
