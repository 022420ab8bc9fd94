import {
  type Advertisement,
  type EndpointPlan,
  type Logger,
  type ScanFilters,
  silentLogger,
  systemClock,
} from "@buttplug-ts/core";
import type { HardwareManager } from "@buttplug-ts/hardware";
import type { TestClock } from "@buttplug-ts/testing";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { WebSocketHardwareManager, type WebSocketHardwareManagerOptions } from "../src/index.js";

export const plan: EndpointPlan = { kind: "websocket", protocol: "lovense", endpoints: ["tx", "rx"] };
const filters: ScanFilters = {
  bluetooth: { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] },
};
export const signal: AbortSignal = new AbortController().signal;

export interface Running {
  readonly manager: WebSocketHardwareManager;
  readonly address: string;
}

/** A manager at a free port, until the test is over. */
export async function start(options: WebSocketHardwareManagerOptions = {}): Promise<Running> {
  const manager = new WebSocketHardwareManager({ port: 0, hosts: ["127.0.0.1"], ...options });
  onTestFinished(() => manager[Symbol.asyncDispose]());
  await manager.ready;
  return { manager, address: manager.addresses[0] ?? "" };
}

/** What a logger was told, line by line. */
export function recorder(): { readonly lines: string[]; readonly logger: Logger } {
  const lines: string[] = [];
  return { lines, logger: { ...silentLogger, log: (level, _area, message) => lines.push(`${level} ${message}`) } };
}

/** The other end of a connection, as it is. */
export interface Peer {
  readonly ws: WebSocket;
  readonly opened: Promise<void>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly frames: { readonly data: Buffer; readonly isBinary: boolean }[];
  /** Settles when this many frames have come. */
  received(count: number): Promise<void>;
}

export function peer(
  address: string,
  options: { readonly origin?: string; readonly headers?: Record<string, string> } = {},
): Peer {
  const ws = new WebSocket(address, options);
  const frames: Peer["frames"][number][] = [];
  let wake = () => {};
  ws.on("error", () => {});
  ws.on("message", (data, isBinary) => {
    frames.push({ data: data as Buffer, isBinary });
    wake();
  });
  onTestFinished(() => ws.terminate());
  return {
    ws,
    opened: new Promise((resolve) => ws.once("open", () => resolve())),
    closed: new Promise((resolve) => ws.once("close", (code, reason) => resolve({ code, reason: `${reason}` }))),
    frames,
    async received(count) {
      while (frames.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

export function handshake(identifier: string, address: string = identifier): string {
  return JSON.stringify({ identifier, address, version: 0 });
}

/** A peer that has said what it is. */
export async function device(address: string, identifier: string, id: string = identifier): Promise<Peer> {
  const one = peer(address);
  await one.opened;
  one.ws.send(handshake(identifier, id));
  return one;
}

/** Settles when a device has come. */
export async function arrival(manager: HardwareManager, wanted: string): Promise<void> {
  const controller = new AbortController();
  await new Promise<void>((resolve) => {
    manager.watch(({ id }) => id === wanted && resolve(), { signal: controller.signal });
  });
  controller.abort();
}

/** What a scan finds. */
export async function scanned(manager: HardwareManager): Promise<Advertisement[]> {
  const found: Advertisement[] = [];
  for await (const each of manager.scan(filters, { signal })) found.push(each);
  return found;
}

/** Lets the sockets of this process talk, and time on the clock of the test pass, until `awaited` settles. */
export async function pass<T>(clock: TestClock, awaited: Promise<T>): Promise<T> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  awaited.then(over, over);
  while (!isOver) {
    await turn();
    await clock.advance(50);
  }
  return awaited;
}

/** Lets the sockets of this process talk until `isSo`. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await turn();
}

function turn(): Promise<void> {
  return new Promise((resolve) => systemClock.after(1, resolve));
}
