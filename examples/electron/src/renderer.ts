// Runs in the window, with nothing of Node: a client like that of any page.
import { ButtplugClient, isButtplugError, webSocketConnector } from "buttplug-ts";

const status = document.querySelector("#status") as HTMLElement;
const level = document.querySelector("#level") as HTMLInputElement;
const stop = document.querySelector("#stop") as HTMLButtonElement;
const server = new URLSearchParams(location.search).get("server") ?? "";

const client = new ButtplugClient("Electron Example");
client.on("deviceAdded", ({ name }) => show(`${name} is here`));
client.on("deviceRemoved", ({ name }) => show(`${name} is gone`));
client.on("serverDisconnect", ({ reason }) => show(`Disconnected: ${reason}`));
level.addEventListener("input", () => {
  for (const device of client.devices) {
    if (device.hasOutput("vibrate")) device.vibrate(level.valueAsNumber).catch(complain);
  }
});
stop.addEventListener("click", () => {
  level.value = "0";
  client.stopAll().catch(complain);
});

try {
  await client.connect(webSocketConnector(server));
  await client.startScanning();
} catch (error) {
  complain(error);
}

function show(text: string): void {
  status.textContent = text;
}

function complain(error: unknown): void {
  show(isButtplugError(error) ? error.message : String(error));
}
