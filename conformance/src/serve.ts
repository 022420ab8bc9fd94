import { webSocketListener } from "buttplug-ts/listener";
import { type ButtplugServer, type CreateServerOptions, createServer } from "buttplug-ts/server";
import { type SimulatedDevice, SimulatedHardwareManager } from "buttplug-ts/simulated";
import { onTestFinished } from "vitest";

/** A server of simulated devices behind a listener at a free loopback port. */
export interface Served {
  readonly server: ButtplugServer;
  readonly address: string;
}

/** Starts a server that closes when the test is over. */
export async function serve(
  devices: readonly SimulatedDevice[],
  options: Partial<CreateServerOptions> = {},
): Promise<Served> {
  const server = createServer("conformance", { managers: [new SimulatedHardwareManager({ devices })], ...options });
  onTestFinished(() => server.close());
  return { server, address: await listen(server) };
}

/** Opens a free loopback port to a server. */
export async function listen(server: ButtplugServer): Promise<string> {
  const listener = webSocketListener({ port: 0, hosts: ["127.0.0.1"] });
  await server.listen(listener);
  return listener.addresses[0] ?? "";
}
