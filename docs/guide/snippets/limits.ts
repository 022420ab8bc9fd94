import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ButtplugClient, isButtplugError } from "buttplug-ts";
import { fileConfigStore } from "buttplug-ts/node";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

const folder = await mkdtemp(join(tmpdir(), "limits-"));
const managers = [new SimulatedHardwareManager({ devices: [simulate("Lovense Nora")] })];

// #region server
const server = createServer("My App's Server", {
  managers,
  config: fileConfigStore(folder), // config.json is the owner's, state.json the server's own
  maxOutputIdleMs: 60_000,
});
await server.ready; // both are read
for (const problem of server.userConfigProblems) console.warn(problem);
// #endregion

const client = new ButtplugClient("My App");
await client.connect(embeddedConnector(server));
const scanned = client.events("scanningFinished").next();
await client.startScanning();
await scanned;
const [nora] = client.devices;
if (nora === undefined) throw new Error("the simulated device was not found");

// #region set
const steps = () => nora.feature(0)?.outputs.vibrate?.range;
console.log("Without a limit:", steps());
const changed = client.events("deviceChanged").next();
await server.setUserConfig({
  levelCap: 0.8,
  devices: [{ protocol: "lovense", name: "Mine", features: { 0: { outputs: { vibrate: { range: [0, 10] } } } } }],
});
await changed;
console.log(nora.displayName, "now has:", steps());
// #endregion

// #region session
const panel = server.openSession("Panel");
const results = await Promise.all([
  panel.output(0, 0, { type: "vibrate", value: 3 }),
  panel.output(0, 0, { type: "vibrate", value: 5 }),
]);
console.log(results);
const { reading, atMs } = await panel.read(0, 2, "battery");
console.log("Battery:", reading.value, "%,", server.deviceStatus[0]?.battery?.atMs === atMs);
// #endregion

// #region drivers
await client.device(0)?.feature(1)?.rotate(0.5);
for (const { name, levels, drivers } of server.deviceStatus) {
  for (const { feature, clientName } of drivers) {
    const level = levels.find((each) => each.feature === feature);
    console.log(`${clientName} drives ${level?.output} of ${name} at step ${level?.value}`);
  }
}
await panel.close(); // its vibration stops, the client's rotation goes on
console.log(server.deviceStatus[0]?.drivers.map(({ clientName }) => clientName));
// #endregion

// #region observe
const end = server.observe((event) => {
  if (event.kind === "write") console.log("written:", new TextDecoder().decode(event.data));
  if (event.kind === "settled") console.log("settled:", event.result);
});
await nora.vibrate(1);
end();
// #endregion

// #region hold
const hold = server.hold("the stop button");
await hold.stopped; // everything is at rest
await nora.vibrate(0.5).catch((error) => {
  if (!isButtplugError(error, "device/held")) throw error;
  console.log("Refused:", error.message);
});
hold.release(); // outputs are taken again; nothing starts by itself
// #endregion

// #region stable
console.log("Kept as:", nora.stableId?.length, "digits");
// #endregion

await client.disconnect();
await server.close();
console.log(Object.keys(JSON.parse(await readFile(join(folder, "state.json"), "utf8"))));
await rm(folder, { recursive: true });
