import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { webSocketConnector } from "@buttplug-ts/connector-websocket";
import { type WebSocketListenerOptions, webSocketListener } from "@buttplug-ts/connector-websocket/listener";
import type { Channel, Connector, Grant, Incoming, Listener, Peer } from "@buttplug-ts/messages";

/** What a listener accepted. */
export interface Accepted {
  readonly channel: Channel;
  readonly peer: Peer;
  readonly grant: Grant;
}

/** A listener at a free port of 127.0.0.1, which hands out what it accepts in order. */
export interface Running {
  readonly listener: Listener;
  readonly address: string;
  readonly accepted: readonly Accepted[];
  next(): Promise<Accepted>;
}

export async function startListener(options: WebSocketListenerOptions = {}): Promise<Running> {
  const listener = webSocketListener({ port: 0, hosts: ["127.0.0.1"], ...options });
  const accepted: Accepted[] = [];
  let taken = 0;
  let wake = () => {};
  await listener.start((channel, peer, grant) => {
    accepted.push({ channel, peer, grant });
    wake();
  });
  return {
    listener,
    address: listener.addresses[0] ?? "",
    accepted,
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

/** Both ends of a channel through a real socket. */
export async function openPair(connectorTo: (address: string) => Connector = webSocketConnector): Promise<{
  client: Channel;
  server: Channel;
  cleanup(): Promise<void>;
}> {
  const running = await startListener();
  const client = await connectorTo(running.address).connect({});
  const { channel: server } = await running.next();
  return { client, server, cleanup: () => running.listener.close() };
}

/** The first batch that a channel delivers. */
export function firstBatch(channel: Channel): Promise<readonly Incoming[]> {
  return new Promise((resolve) => channel.receive(resolve));
}

/** A TCP server that does what `onSocket` says with each connection. */
export async function startRawServer(
  onSocket: (socket: Socket) => void,
): Promise<{ address: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    onSocket(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
