import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { createSecureContext } from "node:tls";
import { type Clock, type Logger, silentLogger, systemClock, textOf } from "@buttplug-ts/core";
import type { Authorize, Listener } from "@buttplug-ts/messages";
import { checkHosts, checkMaxConnections, checkSilenceLimit, longestSilenceMs } from "@buttplug-ts/messages/listening";
import { checkPort, demand } from "@buttplug-ts/messages/transport";
import { answerPlainRequest, peerOf } from "./http.js";
import { allowLoopbackOrigins, allowOrigins } from "./origins.js";
import { WebSocketListener } from "./web-socket-listener.js";

export { type WebSocketDialerOptions, webSocketDialer } from "./web-socket-dialer.js";
export { allowLoopbackOrigins, allowOrigins, peerOf };

/** Where a listener listens and whom it lets in. */
export interface WebSocketListenerOptions {
  /** 0 takes a free port. Default 12345. */
  readonly port?: number;
  /** Host names or addresses of this machine to listen at. Default `127.0.0.1` and `::1`, where the machine has them. */
  readonly hosts?: readonly string[];
  /** Decides about each peer; one that throws refuses. Default {@link allowLoopbackOrigins}. */
  readonly authorize?: Authorize;
  /** Origins of web pages that may come in besides loopback ones. Not together with `authorize`. */
  readonly allowOrigins?: readonly string[];
  /** How many peers may be connected at a time. Default 64. */
  readonly maxConnections?: number;
  /**
   * How long nothing may come from a peer, no pong either, before its connection is ended and what it drove is stopped;
   * it is pinged every half of this. 1000 to 10000 milliseconds. Default 10000.
   */
  readonly silenceLimitMs?: number;
  /** Certificate chain and private key in PEM: clients connect to `wss://` then. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Answers HTTP requests that want no WebSocket. Default: 426. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => void;
  /** Takes a request for a WebSocket that is none for the server, at a path of its own; true if it did. */
  readonly upgrade?: (request: IncomingMessage, stream: Duplex, head: Buffer) => boolean;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/**
 * Listens for WebSocket clients, at any path. Plain HTTP requests are answered with 426. `start()` rejects with
 * `connector/failed`, also when the port is in use.
 * @throws ButtplugError `usage/invalid-argument` for options that cannot be used.
 */
export function webSocketListener(options: WebSocketListenerOptions = {}): Listener {
  const {
    port = 12345,
    hosts = ["127.0.0.1", "::1"],
    maxConnections = 64,
    silenceLimitMs = longestSilenceMs,
  } = options;
  checkPort(port, 0);
  checkHosts(hosts);
  checkMaxConnections(maxConnections);
  checkSilenceLimit(silenceLimitMs);
  if (options.tls) checkTls(options.tls);
  const both = options.authorize !== undefined && options.allowOrigins !== undefined;
  demand(!both, "allowOrigins", "it cannot be combined with authorize, which decides alone");
  return new WebSocketListener({
    port,
    hosts,
    maxConnections,
    silenceLimitMs,
    tls: options.tls,
    answer: options.answer ?? answerPlainRequest,
    upgrade: options.upgrade ?? (() => false),
    authorize: options.authorize ?? allowOrigins(options.allowOrigins ?? []),
    clock: options.clock ?? systemClock,
    logger: options.logger ?? silentLogger,
  });
}

function checkTls(tls: { readonly cert: string; readonly key: string }): void {
  let problem = "";
  try {
    createSecureContext(tls);
  } catch (error) {
    problem = textOf(error);
  }
  demand(problem === "", "tls", `certificate and key in PEM cannot be used together: ${problem}`);
}
