import { setTimeout as sleep } from "node:timers/promises";
import { ButtplugClient, type Connector } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";
import { pressureSensor } from "./pressure-sensor.js";

const nora = simulate("Lovense Nora", { battery: 80 });
const managers = [new SimulatedHardwareManager({ devices: [nora] })];
// Otherwise a battery's reading is given again for 10 s.
await using server = createServer("My Server", { managers, batteryMaxAgeMs: 0 });
const sensor = pressureSensor();
await using sensorServer = sensor.server;

await using client = await clientOf(embeddedConnector(server));
// #region poll
// A value that is read: ask when you want to know.
const [device] = client.devices.filter((each) => each.hasInput("battery"));
for (let round = 0; round < 3; round += 1) {
  console.log("Battery:", await device?.battery(), "%");
  nora.battery -= 10; // the simulated device runs down
  await sleep(20); // a minute, in an application
}
// #endregion

await using sensorClient = await clientOf(embeddedConnector(sensorServer));
// #region subscribe
// A value that comes by itself: listen to the device, then subscribe.
for (const device of sensorClient.devices) {
  const off = device.on("inputReading", ({ reading }) => console.log(`${reading.type}: ${reading.value}`));
  for (const feature of device.featuresWithInput("pressure")) {
    console.log("Pressure has the ranges", feature.inputs.pressure.ranges);
    await feature.subscribe("pressure");
    for (const strength of [10, 60, 0]) sensor.squeeze(strength);
    await sleep(20);
    await feature.unsubscribe("pressure");
  }
  off();
}
// #endregion

async function clientOf(connector: Connector): Promise<ButtplugClient> {
  const client = new ButtplugClient("My App");
  await client.connect(connector);
  const scanned = client.events("scanningFinished").next();
  await client.startScanning();
  await scanned;
  return client;
}
