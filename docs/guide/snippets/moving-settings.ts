import { memoryConfigStore } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { extendDatabase } from "@buttplug-ts/device-db/device-files";
import { addDeviceData, importUserConfig } from "@buttplug-ts/device-db/import";
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

const store = memoryConfigStore();
const managers = [
  new SimulatedHardwareManager({
    name: "bluetooth",
    devices: [simulate("Aneros Vivi", { address: "C0:FF:EE:00:00:01" })],
  }),
];
const user = { allow: false, deny: false, index: 4, display_name: "Mine" };
const ids = { id: "11111111-1111-4111-8111-111111111111", base_id: "f023f0f4-6629-469e-84c4-171ed4939f3d" };
const entry = (address: string, features: object[]) => ({
  identifier: { address, protocol: "aneros", identifier: "Massage Demo" },
  config: { ...ids, features, user_config: user },
});
const output = { vibrate: { value: [0, 40] } };
const limited = { id: ids.id, base_id: "a980bc1a-5554-4293-a75f-6d17bf25ebee", output };
const text = JSON.stringify({
  version: { major: 4, minor: 0 },
  user_configs: { devices: [entry("hci0/dev_C0_FF_EE_00_00_01", [limited]), entry("PeripheralId(6f1c)", [])] },
});

// #region import
const { config, deviceData, notImported } = importUserConfig(text, deviceDatabase);
for (const { entry, line, reason, ask } of notImported) console.log(`line ${line}, ${entry}: ${reason}`, ask ?? "");
await store.write("device-data", JSON.stringify(deviceData)); // for the next start
// #endregion

// #region server
const kept = JSON.parse((await store.read("device-data")) ?? '{ "featureLists": [], "protocols": [] }');
const server = createServer("My Server", { managers, config: store, deviceDb: addDeviceData(deviceDatabase, kept) });
await server.setUserConfig(config); // once; `store` keeps it
// #endregion

const client = new ButtplugClient("My App");
await client.connect(embeddedConnector(server));
const added = client.events("deviceAdded").next();
await client.startScanning();
await added;
for (const { index, displayName, features } of client.devices) {
  console.log(index, displayName, features[0]?.outputs.vibrate?.range[1]);
}
await server.close();

// #region files
const device = `
protocol: aneros
bluetooth:
  names: [My Prototype]
models:
  - id: my-prototype
    identifiers: [My Prototype]
    name: My Prototype
    features:
      - { label: Motor, vibrate: [0, 63] }
`;
const { database, problems } = extendDatabase(deviceDatabase, [
  { name: "my-prototype.yaml", text: device },
  { name: "typo.yaml", text: device.replace("vibrate", "vibrat") },
]);
for (const { file, line, path, message } of problems) console.log(`${file}:${line}: ${path}: ${message}`);
// #endregion

console.log(database.model("aneros", "My Prototype")?.name);
