import { createNodeServer, doctor, doctorText, nodeManagers } from "buttplug-ts/node";

// #region server
await using server = createNodeServer("My App's Server", {
  buses: {
    serial: false, // leaves a bus out
    network: { devices: [{ address: "udp://127.0.0.1:8000" }] }, // T-Code on the network
  },
});
// #endregion
console.log(server.name, server.devices.length);

// #region doctor
const managers = nodeManagers();
console.log(doctorText(await doctor(managers)));
// #endregion
await Promise.all(managers.map((manager) => manager[Symbol.asyncDispose]()));
