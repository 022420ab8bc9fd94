import { ButtplugClient, type ClientDevice, type Feature, isButtplugError, webSocketConnector } from "buttplug-ts";
import { webSocketListener } from "buttplug-ts/listener";
import { type ButtplugServer, createServer, embeddedConnector } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";

/** The main API under a compiler at its strictest. Compiled, not run. */
export async function useAll(address: string, signal: AbortSignal): Promise<string | undefined> {
  const managers = [new SimulatedHardwareManager({ devices: [simulate("Lovense Nora", { battery: 42 })] })];
  const server: ButtplugServer = createServer("Typed", { managers, maxPingTimeMs: 1000 });
  await server.listen(webSocketListener({ port: 0 }));
  const client = new ButtplugClient("Typed", { requestTimeoutMs: 1000 });
  const off: () => void = client.on("deviceRemoved", ({ name }) => name.toUpperCase());
  const connectors = [embeddedConnector(server), webSocketConnector(address)];
  try {
    for (const connector of connectors) await client.connect(connector, { signal });
    for await (const device of client.events("deviceAdded", { signal })) await drive(device);
  } catch (error) {
    if (isButtplugError(error, "device/value-out-of-range")) return `${error.details.value}`;
    if (isButtplugError(error)) return `${error.code}: ${error.message}`;
    throw error;
  } finally {
    off();
    await client.disconnect();
    await server.close();
  }
  // @ts-expect-error A level is no text: a declaration that became `any` would let it pass.
  await client.devices[0]?.vibrate("strong");
  return client.serverName;
}

async function drive(device: ClientDevice): Promise<void> {
  await device.vibrate(0.5);
  if (device.hasOutput("rotate")) await device.rotate(-0.5);
  const features: readonly Feature[] = device.features;
  for (const feature of device.featuresWith("vibrate")) {
    const [, strongest]: readonly [number, number] = feature.outputs.vibrate.range;
    await feature.vibrate({ steps: strongest * features.length });
  }
  if (device.hasInput("battery")) (await device.battery()).toFixed(0);
  await device.stop();
}
