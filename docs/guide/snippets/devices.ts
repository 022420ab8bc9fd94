import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

const nora = simulate("Lovense Nora");
const devices = [nora, simulate("Lovense Max")];
const server = createServer("My Server", { managers: [new SimulatedHardwareManager({ devices })] });
const client = new ButtplugClient("My App");
await client.connect(embeddedConnector(server));

// #region scan
client.on("deviceAdded", (device) => console.log("+", device.index, device.displayName));
client.on("deviceRemoved", (device) => console.log("-", device.index, device.displayName));

const scanned = client.events("scanningFinished").next();
await client.startScanning();
await scanned;
// #endregion

// #region features
for (const device of client.devices) {
  for (const feature of device.features) {
    const abilities = [...Object.keys(feature.outputs), ...Object.keys(feature.inputs)];
    console.log(`${device.name}, feature ${feature.index} (${feature.description}): ${abilities.join(", ")}`);
  }
}
// #endregion

// #region narrow
for (const device of client.devices) {
  if (device.hasOutput("rotate")) await device.rotate(-0.5);

  for (const feature of device.featuresWith("constrict")) {
    const { range, stepCount } = feature.outputs.constrict; // known to be there: no `?.` needed
    console.log(`${feature.description} takes ${range[0]} to ${range[1]}: ${stepCount} steps`);
    await feature.constrict({ steps: stepCount });
  }
}
// #endregion

// #region returns
const [before] = client.devices;
nora.vanish(); // goes out of range
await client.events("deviceRemoved").next();
nora.appear();
await client.events("deviceAdded").next();
console.log("Old object:", before?.connected, "new object:", client.device(0)?.connected);
// #endregion

await client.disconnect();
await server.close();
