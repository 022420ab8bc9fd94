import { webSocketListener } from "buttplug-ts/listener";
import { createServer } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

/** Serves two devices, prints its address, and answers no command to either, because their writes do not settle. */
const devices = [simulate("Aneros Vivi"), simulate("Aneros Vivi")];
for (const device of devices) device.stall();
const server = createServer("stalling server", { managers: [new SimulatedHardwareManager({ devices })] });
const listener = webSocketListener({ port: 0, hosts: ["127.0.0.1"] });
await server.listen(listener);
for (const device of devices) device.onWrite(() => console.log("write"));
console.log(listener.addresses[0]);
