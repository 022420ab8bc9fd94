import { textOf, utf8 } from "@buttplug-ts/core";
import { frameLimitBytes } from "@buttplug-ts/messages";
import { normalClosure } from "./close-code.js";
import type { Surroundings } from "./explain-in-browser.js";
import { type Explain, noReason, type OpenSocket } from "./socket.js";

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

const platform = globalThis as unknown as {
  readonly WebSocket: new (address: string) => StandardWebSocket;
} & Partial<Surroundings>;
const openState = 1;

/** Opens the WebSocket of the platform: browsers, workers, Deno, Bun. Where there is none, the platform's error says so. */
export const openSocket: OpenSocket = (address) => {
  const ws = new platform.WebSocket(address);
  ws.binaryType = "arraybuffer";
  return {
    get unsentBytes() {
      return ws.bufferedAmount;
    },
    listen(events) {
      ws.onopen = () => events.opened?.();
      ws.onmessage = ({ data }) => {
        if (typeof data !== "string") events.binary();
        else if (isAboveLimit(data)) events.oversized();
        else events.text(data);
      };
      // Browsers tell pages nothing about the cause.
      ws.onerror = ({ error, message }) => events.failed(error ?? message);
      ws.onclose = ({ code, reason }) => events.closed(code, reason);
    },
    send(text) {
      if (ws.readyState === openState) ws.send(text);
    },
    // The standard lets applications send 1000 and 3000–4999 only.
    closeCodeOf: () => normalClosure,
    close: (transportCode, reason) => ws.close(transportCode, reason),
    terminate() {
      ws.onopen = ws.onmessage = ws.onclose = null;
      ws.onerror = () => {};
      ws.close();
    },
  };
};

/** Pages are told nothing, so more is inferred there. Deno and Bun, which have no location, say what it was. */
export const explain: Explain = async (address, cause) => {
  const text = textOf(cause ?? noReason);
  try {
    if (platform.location)
      return (await import("./explain-in-browser.js")).infer(address, cause, text, platform as Surroundings);
  } catch {
    // a part of the bundle that cannot be had
  }
  return { text };
};

/** A UTF-16 unit takes one to three bytes, so most texts need no counting. */
function isAboveLimit(text: string): boolean {
  return text.length * 3 > frameLimitBytes && (text.length > frameLimitBytes || utf8(text).length > frameLimitBytes);
}
