import { setTimeout as sleep } from "node:timers/promises";
import { ButtplugClient, isButtplugError } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

const simulated = [simulate("Lovense Edge"), simulate("Lovense Solace Pro")];
const server = createServer("My Server", { managers: [new SimulatedHardwareManager({ devices: simulated })] });
const client = new ButtplugClient("My App");
await client.connect(embeddedConnector(server));
const scanned = client.events("scanningFinished").next();
await client.startScanning();
await scanned;
const [edge, solace] = client.devices;
if (edge === undefined || solace === undefined) throw new Error("the devices were not found");
const show = (what: string) =>
  console.log(
    what,
    simulated.map(({ levels }) => levels.map(({ value }) => value)),
  );

// #region levels
await edge.vibrate(0.5); // every motor at half strength
await edge.feature(1)?.vibrate({ steps: 20 }); // the second motor, an exact step
// #endregion
show("Levels:");

// #region together
const [first, second] = edge.featuresWith("vibrate");
await Promise.all([first?.vibrate(0.2), second?.vibrate(0.8)]); // one frame, one commit
// #endregion
show("Together:");

// #region position
await solace.position(0.5, { durationMs: 200 }); // half way, within 200 ms
// #endregion
await sleep(500);
show("Position:");

// #region any
await edge.output({ type: "vibrate", level: 0.3 });
// #endregion

// #region refused
try {
  await edge.vibrate(1.5);
} catch (error) {
  if (!isButtplugError(error, "device/value-out-of-range")) throw error;
  console.log(error.message);
}
// #endregion

// #region loop
for (let step = 0; step <= 10; step += 1) {
  await edge.vibrate(step / 10); // resolves when the bytes have left: the loop goes as fast as the device does
}
// #endregion

// #region stop
await edge.feature(1)?.stop(); // one feature
await edge.stop(); // one device
await client.stopAll(); // everything
// #endregion
show("Stopped:");

await client.disconnect();
await server.close();
