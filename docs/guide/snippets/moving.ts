import { ButtplugClient, webSocketConnector } from "buttplug-ts";

const address = process.argv[2] ?? "ws://127.0.0.1:12345";

// #region app
const client = new ButtplugClient("My App");
client.on("deviceAdded", (device) => console.log("Added:", device.name));
client.on("serverDisconnect", () => console.log("Disconnected"));

await client.connect(webSocketConnector(address));
const scanned = client.events("scanningFinished").next();
await client.startScanning();
await scanned;

for (const device of client.devices) {
  if (device.hasOutput("vibrate")) await device.vibrate(0.5);
  if (device.hasInput("battery")) console.log("Battery:", await device.battery(), "%");
}
await client.stopAll();
await client.disconnect();
// #endregion
