import { ButtplugClient, isButtplugError, webSocketConnector } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

const nora = simulate("Lovense Nora");
await using server = createServer("My Server", { managers: [new SimulatedHardwareManager({ devices: [nora] })] });
await using client = new ButtplugClient("My App");
client.on("error", (error) => console.log("Without a request:", error.code));

/** Says what happened, and what the application does about it. Errors that are not ours are bugs: they go on. */
async function attempt(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    console.log(`${what}: done`);
  } catch (error) {
    if (!isButtplugError(error)) throw error;
    console.log(`${what}: ${error.code}: ${adviceFor(error.code)}`);
  }
}

function adviceFor(code: string): string {
  if (code.startsWith("connector/")) return "start the server, then try again";
  if (code === "device/gone" || code.startsWith("hardware/")) return "bring the device near";
  if (code === "device/no-output") return "choose another device";
  if (code === "request/aborted") return "you stopped it";
  return "see the documentation";
}

await attempt("A server that does not run", () => client.connect(webSocketConnector("ws://127.0.0.1:9")));
await attempt("Our own server", () => client.connect(embeddedConnector(server)));

const scanned = client.events("scanningFinished").next();
await client.startScanning();
await scanned;
const [device] = client.devices;
if (device === undefined) throw new Error("the simulated device was not found");

await attempt("An output that it has not", () => device.constrict(1));
await attempt("More than everything", () => device.vibrate(2));
await attempt("A command that was called off", () => device.vibrate(1, { signal: AbortSignal.abort() }));

nora.vanishOnWrite(1);
await attempt("A device that leaves in the middle", () => device.vibrate(1));
await attempt("A device that has left", () => device.vibrate(1));

client.on("deviceAdded", () => {
  throw new Error("a bug of the application");
});
nora.appear();
await client.events("error").next();
