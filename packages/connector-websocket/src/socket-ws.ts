import type { ErrorCode } from "@buttplug-ts/core";
import { frameLimitBytes } from "@buttplug-ts/messages";
import { WebSocket } from "ws";
import { closeCodeOf } from "./close-code.js";
import type { HttpAnswer } from "./explain-in-node.js";
import type { OpenSocket, Socket, SocketEvents } from "./socket.js";

export { explain } from "./explain-in-node.js";

/** What both ends want of `ws`: no compression, which costs more than it saves on short messages, and the frame limit. */
export const wsOptions: { readonly maxPayload: number; readonly perMessageDeflate: false } = {
  maxPayload: frameLimitBytes,
  perMessageDeflate: false,
};

export const openSocket: OpenSocket = (address) => {
  const ws = new WebSocket(address, { ...wsOptions });
  const socket = new NodeSocket(ws);
  // Who listens to this has to end the connection; the connector does, as after every failure.
  ws.once("unexpected-response", (_request, { statusCode = 0, statusMessage = "", headers }) => {
    socket.onAnswer({ httpStatus: statusCode, title: statusMessage, location: headers.location });
  });
  return socket;
};

/** A socket of the `ws` package. */
export class NodeSocket implements Socket {
  readonly #ws: WebSocket;
  /** Hears of an answer that is HTTP, but no WebSocket. */
  onAnswer: (answer: HttpAnswer) => void = () => {};

  constructor(ws: WebSocket) {
    this.#ws = ws;
    ws.binaryType = "nodebuffer";
  }

  get unsentBytes(): number {
    return this.#ws.bufferedAmount;
  }

  listen(events: SocketEvents): void {
    const ws = this.#ws;
    ws.removeAllListeners("open").removeAllListeners("message").removeAllListeners("error").removeAllListeners("close");
    ws.on("open", () => events.opened?.());
    ws.on("message", (data, isBinary) => (isBinary ? events.binary() : events.text(data.toString())));
    ws.on("error", (error) => (isOversize(error) ? events.oversized() : events.failed(error)));
    this.onAnswer = events.failed;
    ws.on("close", (code, reason) => events.closed(code, reason.toString()));
  }

  send(text: string): void {
    if (this.#ws.readyState === WebSocket.OPEN) this.#ws.send(text);
  }

  ping(): void {
    if (this.#ws.readyState === WebSocket.OPEN) this.#ws.ping();
  }

  closeCodeOf(code: ErrorCode): number {
    return closeCodeOf(code);
  }

  close(transportCode: number, reason: string): void {
    this.#ws.close(transportCode, reason);
  }

  terminate(): void {
    this.#ws.terminate();
  }
}

function isOversize(error: Error & { readonly code?: unknown }): boolean {
  return error.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH" || error.code === "WS_ERR_TOO_MANY_BUFFERED_PARTS";
}
