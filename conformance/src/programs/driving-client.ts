import { ButtplugClient } from "buttplug-ts";
import { connectorAt } from "../connector-at.js";

/** Drives every device of the server at this address as hard as it can, and goes on until it is killed or cut off. */
const client = new ButtplugClient("driving client");
await client.connect(connectorAt(process.argv[2] ?? ""));
await Promise.all(client.devices.map((device) => device.vibrate(1)));
