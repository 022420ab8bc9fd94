import { ButtplugClient, isButtplugError, webSocketConnector } from "buttplug-ts";

const client = new ButtplugClient("Packed Page");
client.on("deviceAdded", (device) => void device.vibrate(0.5));
try {
  await client.connect(webSocketConnector("ws://127.0.0.1:12345"));
  await client.startScanning();
} catch (error) {
  document.body.textContent = isButtplugError(error) ? error.message : "unknown";
}
