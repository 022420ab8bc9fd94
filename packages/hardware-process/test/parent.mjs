// A program that runs a bus in a process, from the built packages, and opens a device. Tests kill it.
import { processHardwareManager } from "@buttplug-ts/hardware-process";

const { module, options, id, plan } = JSON.parse(process.argv[2]);
const manager = processHardwareManager({ name: "simulated", module: new URL(module), options });
await manager.ready;
const hardware = await manager.open(id, [plan], { signal: new AbortController().signal });
await hardware.subscribe("rxblebattery", () => {});
process.stdout.write("open\n");
setInterval(() => {}, 60_000);
