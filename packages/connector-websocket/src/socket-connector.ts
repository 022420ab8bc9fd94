import {
  abortedError,
  ButtplugError,
  type Clock,
  type Logger,
  silentLogger,
  systemClock,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { Channel, Connector } from "@buttplug-ts/messages";
import { causeText } from "./cause-text.js";
import type { OpenSocket, Socket } from "./socket.js";
import { SocketChannel } from "./socket-channel.js";

/** How a connector opens its channels. */
export interface WebSocketConnectorOptions {
  /** How long opening may take, in milliseconds. Default 10,000. */
  readonly connectTimeoutMs?: number;
  readonly clock?: Clock;
  /** Hears of listeners that throw. */
  readonly logger?: Logger;
}

/** The connector over any kind of WebSocket. */
export function connectorOver(
  open: OpenSocket,
  address: string | URL,
  options: WebSocketConnectorOptions = {},
): Connector {
  const { connectTimeoutMs = 10_000, clock = systemClock, logger = silentLogger } = options;
  const target = checkAddress(address);
  const timedOut = () => failed(target, `no answer within ${connectTimeoutMs} ms`);
  return {
    async connect({ signal }) {
      const channel = await withTimeLimit(clock, connectTimeoutMs, signal, timedOut, (givenUp) =>
        opened(open, target, givenUp, (socket) => new SocketChannel(socket, { clock, logger })),
      );
      if (!signal?.aborted) return channel;
      channel.terminate({ code: "request/aborted", reason: "the connection was called off" });
      throw abortedError(signal);
    },
  };
}

function opened<C extends Channel>(
  open: OpenSocket,
  address: string,
  givenUp: AbortSignal,
  wrap: (socket: Socket) => C,
): Promise<C> {
  return new Promise((resolve, reject) => {
    let socket: Socket;
    try {
      socket = open(address);
    } catch (error) {
      return reject(failed(address, causeText(error), error));
    }
    const fail = (cause: unknown) => {
      givenUp.removeEventListener("abort", onGivenUp);
      reject(failed(address, causeText(cause), cause));
      socket.terminate();
    };
    const onGivenUp = () => fail(givenUp.reason);
    givenUp.addEventListener("abort", onGivenUp, { once: true });
    const tooEarly = () => fail("the peer sent a frame before the connection was open");
    socket.listen({
      opened: () => {
        givenUp.removeEventListener("abort", onGivenUp);
        resolve(wrap(socket));
      },
      text: tooEarly,
      binary: tooEarly,
      oversized: tooEarly,
      failed: fail,
      closed: () => fail("the connection was closed before it was open"),
    });
  });
}

function checkAddress(address: string | URL): string {
  const url = parse(String(address));
  if (url && (url.protocol === "ws:" || url.protocol === "wss:") && url.hash === "") return url.href;
  throw new ButtplugError(
    "usage/invalid-argument",
    `"${address}" is no address of a server: it must start with ws: or wss:, such as ws://127.0.0.1:12345, and have no #`,
    { details: { argument: "address" } },
  );
}

function parse(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

function failed(address: string, cause: string, error?: unknown): ButtplugError {
  return new ButtplugError("connector/failed", `cannot connect to ${address}: ${cause}`, {
    details: { address },
    cause: error,
  });
}
