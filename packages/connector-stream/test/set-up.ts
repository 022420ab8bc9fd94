import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ipcConnector,
  ipcListener,
  type StreamConnectorOptions,
  type StreamListenerOptions,
  tcpConnector,
  tcpListener,
} from "@buttplug-ts/connector-stream";
import type { Channel, Connector, Grant, Incoming, Listener, Peer } from "@buttplug-ts/messages";
import { afterAll, onTestFinished } from "vitest";

/** The same tests hold for both transports. */
export const transports = ["tcp", "ipc"] as const;
export type Transport = (typeof transports)[number];

/** What a listener accepted. */
export interface Accepted {
  readonly channel: Channel;
  readonly peer: Peer;
  readonly grant: Grant;
}

/** A listener at a place of its own, which hands out what it accepts in order. */
export interface Running {
  readonly listener: Listener;
  readonly address: string;
  readonly accepted: readonly Accepted[];
  connector(options?: StreamConnectorOptions): Connector;
  next(): Promise<Accepted>;
}

export async function startListener(transport: Transport, options: StreamListenerOptions = {}): Promise<Running> {
  const listener =
    transport === "tcp"
      ? tcpListener({ port: 0, hosts: ["127.0.0.1"], ...options })
      : ipcListener({ path: freshPath(), ...options });
  const accepted: Accepted[] = [];
  let taken = 0;
  let wake = () => {};
  await listener.start((channel, peer, grant) => {
    accepted.push({ channel, peer, grant });
    wake();
  });
  const address = listener.addresses[0] ?? "";
  return {
    listener,
    address,
    accepted,
    connector: (connectorOptions) => connectorFor(address, connectorOptions),
    async next() {
      for (;;) {
        const entry = accepted[taken];
        if (entry) {
          taken += 1;
          return entry;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

let folder: string | undefined;
let paths = 0;

afterAll(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

/** A path where nothing is. What comes there goes with the tests of a file. */
export function freshPath(): string {
  folder ??= mkdtempSync(join(tmpdir(), "stream-"));
  paths += 1;
  return join(folder, `s${paths}`);
}

export function connectorFor(address: string, options: StreamConnectorOptions = {}): Connector {
  const place = placeOf(address);
  return "path" in place ? ipcConnector({ ...place, ...options }) : tcpConnector({ ...place, ...options });
}

/** Both ends of a channel through a real socket. */
export async function openPair(
  transport: Transport,
): Promise<{ client: Channel; server: Channel; cleanup(): Promise<void> }> {
  const running = await startListener(transport);
  const client = await running.connector().connect({});
  const { channel: server } = await running.next();
  return { client, server, cleanup: () => running.listener.close() };
}

/** A peer without a channel, and everything that it hears. */
export interface RawPeer {
  readonly socket: Socket;
  readonly heard: () => string;
  /** Settles when the connection is over, whoever ended it and how. */
  readonly gone: Promise<void>;
}

export async function openRaw(address: string): Promise<RawPeer> {
  const socket = connect(placeOf(address));
  let text = "";
  socket.on("data", (data) => {
    text += data;
  });
  socket.on("error", () => {});
  const gone = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  await once(socket, "connect");
  onTestFinished(() => {
    socket.destroy();
  });
  return { socket, heard: () => text, gone };
}

/** A server without channels, which does what `onSocket` says with each connection. */
export async function startRawServer(
  transport: Transport,
  onSocket: (socket: Socket) => void,
): Promise<{ address: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    onSocket(socket);
  });
  const path = freshPath();
  server.listen(transport === "tcp" ? { host: "127.0.0.1", port: 0 } : { path });
  await once(server, "listening");
  const bound = server.address();
  return {
    address: typeof bound === "object" && bound !== null ? `tcp://127.0.0.1:${bound.port}` : `ipc://${path}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** The first `count` batches that a channel delivers. */
export function batchesOf(channel: Channel, count: number): Promise<(readonly Incoming[])[]> {
  const batches: (readonly Incoming[])[] = [];
  return new Promise((resolve) => {
    channel.receive((batch) => {
      batches.push(batch);
      if (batches.length === count) resolve(batches);
    });
  });
}

/** The first batch that a channel delivers. */
export async function firstBatch(channel: Channel): Promise<readonly Incoming[] | undefined> {
  return (await batchesOf(channel, 1))[0];
}

function placeOf(address: string): { readonly path: string } | { readonly host: string; readonly port: number } {
  const { protocol, hostname, port } = new URL(address);
  if (protocol === "ipc:") return { path: address.slice("ipc://".length) };
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) };
}

/** A promise that a test settles. */
export class Gate {
  open: () => void = () => {};
  readonly opened: Promise<void> = new Promise((resolve) => {
    this.open = resolve;
  });
}
