import { WebBluetoothHardwareManager } from "@buttplug-ts/hardware-bluetooth-web";
import { ButtplugClient } from "buttplug-ts";
import { stopOnPageHide, workerClock } from "buttplug-ts/page";
import { createServer, embeddedConnector } from "buttplug-ts/server";

const status = document.querySelector("#status") as HTMLElement;
const connect = document.querySelector("#connect") as HTMLButtonElement;
const strength = document.querySelector("#strength") as HTMLInputElement;
const stop = document.querySelector("#stop") as HTMLButtonElement;

const say = (text: string) => {
  status.textContent = text;
};
const logger = {
  log: (level: string, _area: string, text: string) => (level === "warn" || level === "error") && say(text),
};

const clock = workerClock(); // runs on time in hidden tabs, too
const bluetooth = new WebBluetoothHardwareManager({ clock });
const server = createServer("Page", { managers: [bluetooth], clock, logger });
const client = new ButtplugClient("Page", { clock });
stopOnPageHide(server); // nothing runs on when the page is left

const showSupport = () => {
  const { value } = bluetooth.availability;
  connect.disabled = !value.usable;
  if (client.devices.length === 0) say(value.usable ? "Bluetooth is ready" : value.why);
};
bluetooth.availability.subscribe(showSupport);

const showDevices = () => {
  const names = client.devices.map(({ displayName }) => displayName);
  strength.disabled = names.length === 0;
  if (strength.disabled) strength.value = "0"; // a device that comes back is at rest
  say(names.length > 0 ? `Connected: ${names.join(", ")}` : "The device has left");
};
client.on("deviceAdded", showDevices);
client.on("deviceRemoved", showDevices);

await client.connect(embeddedConnector(server));
await bluetooth.ready;
showSupport();

const attempt = async (work: () => Promise<unknown>) => {
  try {
    await work();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
  }
};

// The browser shows its list of devices only in answer to a click.
connect.addEventListener("click", () => attempt(() => client.startScanning()));
strength.addEventListener("input", () => {
  const vibrating = client.devices.filter((device) => device.hasOutput("vibrate"));
  return attempt(() => Promise.all(vibrating.map((device) => device.vibrate(strength.valueAsNumber))));
});
stop.addEventListener("click", () => {
  strength.value = "0";
  return attempt(() => client.stopAll());
});
