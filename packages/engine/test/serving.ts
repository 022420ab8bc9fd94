import { ButtplugClient, type ClientDevice } from "@buttplug-ts/client";
import { webSocketConnector } from "@buttplug-ts/connector-websocket";
import type { Connector } from "@buttplug-ts/messages";
import { onTestFinished } from "vitest";
import type { PrintedText } from "./printed-text.js";

/** The first address that an engine printed and that begins like this. */
export async function addressIn(out: PrintedText, beginning = "ws://"): Promise<string> {
  const [line] = await out.until(/Listening at [^\n]*\n/);
  const all = line.match(/\b(wss?|tcp|ipc):\/\/?[^\s"]*[^\s".]/g) ?? [];
  return all.find((each) => each.startsWith(beginning)) ?? line;
}

/** A client that is connected until the test is over. */
export async function connected(to: string | Connector, name = "An application"): Promise<ButtplugClient> {
  const client = new ButtplugClient(name);
  onTestFinished(() => client.disconnect());
  await client.connect(typeof to === "string" ? webSocketConnector(to) : to);
  return client;
}

/** The first device that is there, or that the server finds. */
export async function firstDevice(client: ButtplugClient): Promise<ClientDevice> {
  const added = client.events("deviceAdded").next();
  await client.startScanning();
  return client.devices[0] ?? (await added).value;
}
