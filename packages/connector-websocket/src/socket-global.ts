import { ButtplugError, utf8 } from "@buttplug-ts/core";
import { frameLimitBytes } from "@buttplug-ts/messages";
import type { OpenSocket, Socket, SocketEvents } from "./socket.js";

/** The part of the standard WebSocket that is used here; this file compiles without the types of any platform. */
interface StandardWebSocket {
  binaryType: string;
  readonly readyState: number;
  readonly bufferedAmount: number;
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message?: unknown; readonly error?: unknown }) => void) | null;
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

const openState = 1;

/** Opens the WebSocket of the platform: browsers, workers, Deno, Bun. */
export const openSocket: OpenSocket = (address) => {
  const { WebSocket } = globalThis as { readonly WebSocket?: new (address: string) => StandardWebSocket };
  if (WebSocket === undefined) {
    throw new ButtplugError("connector/failed", "this runtime has no WebSocket", { details: { address } });
  }
  return new GlobalSocket(new WebSocket(address));
};

class GlobalSocket implements Socket {
  readonly #ws: StandardWebSocket;

  constructor(ws: StandardWebSocket) {
    this.#ws = ws;
    ws.binaryType = "arraybuffer";
  }

  get unsentBytes(): number {
    return this.#ws.bufferedAmount;
  }

  listen(events: SocketEvents): void {
    const ws = this.#ws;
    ws.onopen = () => events.opened?.();
    ws.onmessage = ({ data }) => {
      if (typeof data !== "string") events.binary();
      else if (isAboveLimit(data)) events.oversized();
      else events.text(data);
    };
    ws.onerror = (event) => events.failed(event.error ?? event.message);
    ws.onclose = ({ code, reason }) => events.closed(code, reason);
  }

  send(text: string): void {
    if (this.#ws.readyState === openState) this.#ws.send(text);
  }

  close(transportCode: number, reason: string): void {
    // The standard lets applications send 1000 and 3000–4999 only.
    const allowed = transportCode === 1000 || transportCode >= 3000;
    this.#ws.close(allowed ? transportCode : 1000, reason);
  }

  terminate(): void {
    const ws = this.#ws;
    ws.onopen = ws.onmessage = ws.onclose = null;
    ws.onerror = () => {};
    ws.close();
  }
}

/** A UTF-16 unit takes one to three bytes, so most texts need no counting. */
function isAboveLimit(text: string): boolean {
  if (text.length * 3 <= frameLimitBytes) return false;
  return text.length > frameLimitBytes || utf8(text).length > frameLimitBytes;
}
