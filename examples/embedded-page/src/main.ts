import { ButtplugClient } from "buttplug-ts";
import { stopOnPageHide, workerClock } from "buttplug-ts/page";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

const status = document.querySelector("#status") as HTMLElement;
const strength = document.querySelector("#strength") as HTMLInputElement;
const stop = document.querySelector("#stop") as HTMLButtonElement;
const levels = document.querySelector("#levels") as HTMLOutputElement;

const clock = workerClock(); // runs on time in hidden tabs, too
const nora = simulate("Lovense Nora");
const managers = [new SimulatedHardwareManager({ devices: [nora], clock })];
const server = createServer("Page", { managers, clock });
const client = new ButtplugClient("Page", { clock });
stopOnPageHide(server); // nothing runs on when the page is left

const show = () => {
  levels.textContent = nora.levels.map(({ output, value }) => `${output} ${value}`).join(", ");
};
nora.onWrite(show);
client.on("deviceAdded", (device) => {
  status.textContent = `${device.displayName} is here`;
  strength.disabled = false;
});

await client.connect(embeddedConnector(server));
await client.startScanning();
show();

strength.addEventListener("input", async () => {
  try {
    await Promise.all(client.devices.map((device) => device.vibrate(strength.valueAsNumber)));
  } catch (error) {
    status.textContent = error instanceof Error ? error.message : String(error);
  }
});
stop.addEventListener("click", async () => {
  strength.value = "0";
  await client.stopAll();
});
