import { ButtplugClient, isButtplugError, keepConnected, webSocketConnector } from "buttplug-ts";
import { webSocketListener } from "buttplug-ts/listener";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

// Plays the server that runs somewhere else.
const otherServer = createServer("Other Server", { managers: [] });
const listener = webSocketListener({ port: 0 });
await otherServer.listen(listener);
const [address = ""] = listener.addresses;

// #region remote
const client = new ButtplugClient("My App");
await client.connect(webSocketConnector(address)); // such as ws://127.0.0.1:12345
console.log("Connected to", client.serverName);
await client.disconnect();
// #endregion

// #region several
const ownServer = createServer("Own Server", {
  managers: [new SimulatedHardwareManager({ devices: [simulate("Lovense Nora")] })],
});
const nobodyIsHere = "ws://127.0.0.1:9";
await client.connect([webSocketConnector(nobodyIsHere), embeddedConnector(ownServer)]);
console.log("Connected to", client.serverName);
// #endregion
await client.disconnect();

// #region keep
const kept = await keepConnected(client, webSocketConnector(address), { maxAttempts: 20 });
kept.on("waiting", ({ attempt, delayMs }) => console.log(`Attempt ${attempt} in ${Math.round(delayMs)} ms`));
kept.on("attemptFailed", ({ message }) => console.log("Not yet:", message));
kept.on("reconnected", () => console.log("Connected again"));
kept.on("deviceReturned", async ({ device, resubscribe }) => {
  console.log(device.name, "is back");
  await resubscribe();
});
kept.on("gaveUp", ({ message }) => console.log("No server any more:", message));
// #endregion
await otherServer.close();
const nextServer = createServer("Next Server", { managers: [] });
await nextServer.listen(webSocketListener({ port: Number(new URL(address).port) }));
await new Promise<void>((resolve) => kept.on("reconnected", resolve));
console.log("Connected to", client.serverName);
await client.disconnect();

// #region failed
try {
  await client.connect(webSocketConnector(nobodyIsHere));
} catch (error) {
  if (!isButtplugError(error, "connector/failed")) throw error;
  console.log("No server:", error.code);
}
// #endregion

// #region limits
const controller = new AbortController();
const connecting = client.connect(webSocketConnector(address), { signal: controller.signal });
controller.abort();
await connecting.catch((error) => console.log("Called off:", error.code));
// #endregion

await ownServer.close();
await nextServer.close();
