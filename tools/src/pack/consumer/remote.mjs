// Vibrates and stops the device of the server at the address that it is given.
import { ButtplugClient, webSocketConnector } from "buttplug-ts";

const Native = globalThis.WebSocket;
let socket = "ws";
if (Native !== undefined) {
  globalThis.WebSocket = class extends Native {
    constructor(...args) {
      super(...args);
      socket = "the global WebSocket";
    }
  };
}

const client = new ButtplugClient("Packed Client");
await client.connect(webSocketConnector(process.argv[2]));
const added = client.events("deviceAdded").next();
await client.startScanning();
const device = client.devices[0] ?? (await added).value;
await device.vibrate(1);
await device.stop();
await client.disconnect();
console.log(`${device.name} at rest, by ${socket}`);
