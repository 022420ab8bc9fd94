import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/** A WebSocket server at a loopback port. */
export interface SuiteServer {
  /** Without a path, such as `ws://127.0.0.1:4711`. */
  readonly address: string;
  close(): Promise<void>;
}

/** Listens at `port`, or at a free one for 0, and hands over each connection with its path. */
export async function openSuiteServer(
  port: number,
  accept: (path: string, socket: WebSocket) => void,
): Promise<SuiteServer> {
  const server = new WebSocketServer({ host: "127.0.0.1", port });
  server.on("connection", (socket, request) => {
    // A frame that is no WebSocket frame ends the connection; scenarios see that it closes.
    socket.on("error", () => {});
    accept((request.url ?? "").slice(1), socket);
  });
  await once(server, "listening");
  return {
    address: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, "close");
    },
  };
}
