import { memorySink, record, replay } from "@buttplug-ts/recording";
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

// #region record
const server = createServer("My Server", {
  managers: [new SimulatedHardwareManager({ devices: [simulate("Aneros Vivi")] })],
});
const sink = memorySink();
const recorder = record(server, sink, { note: "The second motor hums after a stop." });
// #endregion

const client = new ButtplugClient("My App");
await client.connect(embeddedConnector(server));
const added = client.events("deviceAdded").next();
await client.startScanning();
await added;
for (const device of client.devices) {
  await device.vibrate(0.5);
  await device.stop();
}

// #region close
await server.close();
await recorder.close();
// #endregion

// #region replay
const { outcome, packets, difference, notes } = await replay(sink.text);
console.log(outcome, packets, difference?.text, notes);
// #endregion

// #region change
const changed = await replay(sink.text.replace('"data":"f1 40"', '"data":"f1 41"'));
console.log(changed.outcome, changed.difference?.expected?.hex, changed.difference?.got?.hex);
// #endregion
