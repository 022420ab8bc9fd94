// Server and client live in the main process: no socket, nothing for another program to connect to. A menu drives it.
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";
import { app, Menu } from "electron";
import { leaveAtRest } from "./leave-at-rest.js";

await app.whenReady();
const managers = [new SimulatedHardwareManager({ devices: [simulate("Lovense Nora")] })];
const server = createServer("Electron Example", { managers });
leaveAtRest(server);

const client = new ButtplugClient("Electron Example");
client.on("deviceAdded", ({ name }) => console.log(name, "is here"));
await client.connect(embeddedConnector(server));
await client.startScanning();

const vibrate = (level: number) => () => {
  for (const device of client.devices) {
    if (device.hasOutput("vibrate")) device.vibrate(level).catch(console.error);
  }
};
const submenu = [
  { label: "Gentle", click: vibrate(0.2) },
  { label: "Strong", click: vibrate(0.8) },
  { label: "Stop", click: () => void client.stopAll().catch(console.error) },
  { label: "Quit", click: () => app.quit() },
];
Menu.setApplicationMenu(Menu.buildFromTemplate([{ label: "Devices", submenu }]));
