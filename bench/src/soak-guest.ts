import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "@buttplug-ts/core";
import { ButtplugClient, type ClientDevice, isButtplugError, webSocketConnector } from "buttplug-ts";
import { Cable } from "./soak-cable.js";

/** What may go wrong with a request of a client whose devices and connection come and go. Anything else is a violation. */
const expected =
  /^(connector\/(closed|not-connected|failed)|device\/(gone|unknown)|hardware\/|request\/aborted|usage\/invalid-argument)/;

/** What a guest did, and what should not have happened. */
export interface GuestBook {
  requests: number;
  open: number;
  visits: number;
  cuts: number;
  readonly violated: (text: string) => void;
}

/** Comes, does this and that, goes one way or another, and comes again, until `signal` aborts. Resolves when it is gone. */
export async function visit(port: number, clock: Clock, book: GuestBook, signal: AbortSignal): Promise<void> {
  const cable = new Cable(port);
  const address = await cable.open();
  while (!signal.aborted) {
    const client = new ButtplugClient("guest", { clock });
    await noted(book, client.connect(webSocketConnector(address, { clock })));
    book.visits += 1;
    for (let left = 20 + any(200); left > 0 && client.connected && !signal.aborted; left -= 1) {
      act(client, book);
      await sleep(any(100));
    }
    if (any(2) === 0) {
      book.cuts += 1;
      cable.cut();
    }
    await client.disconnect();
    await sleep(any(500));
  }
  await cable.close();
}

/** Not awaited: a slow device must not keep its client from the others. */
function act(client: ButtplugClient, book: GuestBook): void {
  const device = client.devices[any(client.devices.length)];
  const what = any(100);
  const request = (made: Promise<unknown>) => void noted(book, made);
  if (what < 2) request(client.stopAll());
  else if (what < 4) request(client.startScanning());
  else if (!device) return;
  else if (what < 70) request(drive(device));
  else if (what < 80) for (let times = 0; times < 5; times += 1) request(drive(device));
  else if (what < 90) request(device.stop());
  else if (what < 93 && device.hasInput("battery")) request(device.battery());
  else if (what < 98 && device.hasInput("pressure")) request(device.subscribe("pressure"));
  else if (device.hasInput("pressure")) request(device.unsubscribe("pressure"));
}

function drive(device: ClientDevice): Promise<void> {
  const level = any(11) / 10;
  return device.hasOutput("vibrate") ? device.vibrate(level) : device.output({ type: "rotate", level });
}

async function noted(book: GuestBook, request: Promise<unknown>): Promise<void> {
  book.requests += 1;
  book.open += 1;
  try {
    await request;
  } catch (error) {
    const code = isButtplugError(error) ? error.code : "no ButtplugError";
    if (!expected.test(code)) book.violated(`${code}: ${error instanceof Error ? error.message : error}`);
  } finally {
    book.open -= 1;
  }
}

/** A whole number from 0 to below `below`. */
export function any(below: number): number {
  return Math.floor(Math.random() * below);
}
