import { WebBluetoothHardwareManager } from "@buttplug-ts/hardware-bluetooth-web";
import { ButtplugClient } from "buttplug-ts";
import { stopOnPageHide } from "buttplug-ts/page";
import { createServer, embeddedConnector } from "buttplug-ts/server";

/** An application with everything in the page; its button scans. */
const logged: string[] = [];
const logger = {
  log(level: string, area: string, text: string): void {
    if (level === "warn" || level === "error") logged.push(`${area}: ${text}`);
  },
};
const manager = new WebBluetoothHardwareManager();
const server = createServer("Page", { managers: [manager], logger });
const client = new ButtplugClient("Page");
stopOnPageHide(server);
let scansFinished = 0;
client.on("scanningFinished", () => {
  scansFinished += 1;
});
await client.connect(embeddedConnector(server));
await manager.ready;

const button = document.createElement("button");
button.textContent = "Scan";
button.addEventListener("click", () => client.startScanning());
document.body.append(button);

export const bluetoothApp = {
  logged: () => logged,
  scansFinished: () => scansFinished,
  scan: () => client.startScanning(),
  /** Index and name. */
  devices: () => client.devices.map(({ index, name }) => `${index} ${name}`),
  vibrate: (level: number) =>
    Promise.all(client.devices.map((device) => device.hasOutput("vibrate") && device.vibrate(level))),
  battery: () => client.devices.find((device) => device.hasInput("battery"))?.battery(),
  stop: () => client.stopAll(),
  support: () => manager.availability.value,
};

export type BluetoothApp = typeof bluetoothApp;

Object.assign(globalThis, { page: bluetoothApp });
