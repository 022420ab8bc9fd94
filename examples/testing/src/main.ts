import { setTimeout as sleep } from "node:timers/promises";
import { ButtplugClient, webSocketConnector } from "buttplug-ts";
import { pulse } from "./pulse.js";

await using client = new ButtplugClient("Pulse");
await client.connect(webSocketConnector(process.argv[2]));
const scanned = client.events("scanningFinished").next();
await client.startScanning();
await scanned;
console.log(await pulse(client, { times: Number(process.argv[3] ?? 3), wait: sleep }));
