import { ButtplugClient, webSocketConnector } from "buttplug-ts";

/** Drives every device of the server at this address as hard as it can, and goes on until it is killed. */
const client = new ButtplugClient("driving client");
await client.connect(webSocketConnector(process.argv[2]));
await Promise.all(client.devices.map((device) => device.vibrate(1)));
