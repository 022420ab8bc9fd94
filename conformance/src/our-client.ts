import { ButtplugClient, ButtplugError, type ClientDevice, type ClientEvents, isButtplugError } from "buttplug-ts";
import { onTestFinished } from "vitest";
import { connectorAt } from "./connector-at.js";

/** A connected client that leaves when the test is over. */
export async function clientAt(address: string, name = "node client"): Promise<ButtplugClient> {
  const client = new ButtplugClient(name);
  onTestFinished(() => client.disconnect());
  await client.connect(connectorAt(address));
  return client;
}

/** What comes with the next event of this name. */
export function next<K extends keyof ClientEvents>(client: ButtplugClient, event: K): Promise<ClientEvents[K]> {
  return new Promise((resolve) => {
    const off = client.on(event, (payload) => {
      off();
      resolve(payload);
    });
  });
}

/** Scans to the end. */
export async function scan(client: ButtplugClient): Promise<void> {
  const finished = next(client, "scanningFinished");
  await client.startScanning();
  await finished;
}

/** The client's device of this name. */
export function named(client: ButtplugClient, name: string): ClientDevice {
  const device = client.devices.find((each) => each.name === name);
  if (device) return device;
  throw new ButtplugError("internal/bug", `the client has no ${name}`);
}

/** The code that a request rejects with, or `resolved`. */
export async function codeOf(request: Promise<unknown>): Promise<string> {
  try {
    await request;
    return "resolved";
  } catch (error) {
    return isButtplugError(error) ? error.code : String(error);
  }
}
