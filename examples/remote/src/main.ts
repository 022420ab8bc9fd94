import { ButtplugClient, isButtplugError, webSocketConnector } from "buttplug-ts";

const address = process.argv[2] ?? "ws://127.0.0.1:12345";
await using client = new ButtplugClient("My App");
client.on("deviceAdded", (device) => console.log(device.name, "is here"));
client.on("deviceRemoved", (device) => console.log(device.name, "is gone"));
client.on("serverDisconnect", ({ reason }) => console.log("Disconnected:", reason));

await client.connect(webSocketConnector(address));
const scanned = client.events("scanningFinished").next();
await client.startScanning();
await scanned;

for (const device of client.devices) {
  if (device.hasOutput("rotate")) await device.rotate(-0.5);
  for (const feature of device.featuresWith("vibrate")) {
    const [, strongest] = feature.outputs.vibrate.range;
    await feature.vibrate({ steps: strongest });
  }
}

try {
  await client.devices[0]?.vibrate(1.5);
} catch (error) {
  if (!isButtplugError(error, "device/value-out-of-range")) throw error;
  console.log("Refused:", error.message);
}
await client.stopAll();
