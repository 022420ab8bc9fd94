import { ButtplugClient, webSocketConnector } from "buttplug-ts";
import { webSocketListener } from "buttplug-ts/listener";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

// #region server
const server = createServer("My App's Server", {
  managers: [new SimulatedHardwareManager({ devices: [simulate("Aneros Vivi")] })],
  logger: { log: (level, area, message) => level !== "debug" && console.log(`${level} ${area}: ${message}`) },
});
// #endregion

const client = new ButtplugClient("My App");
await client.connect(embeddedConnector(server));

// #region listen
const listener = webSocketListener({ port: 0 }); // 12345 if no port is given; 0 picks a free one
await server.listen(listener);
const [address] = listener.addresses;
// #endregion

const other = new ButtplugClient("Another App");
await other.connect(webSocketConnector(address));
console.log("Clients:", server.sessionCount);

// #region close
await other.disconnect();
await client.disconnect(); // stops what this client drove; the server runs on
await server.close(); // stops everything, ends all connections, lets go of the hardware
// #endregion
console.log("Clients:", server.sessionCount);
