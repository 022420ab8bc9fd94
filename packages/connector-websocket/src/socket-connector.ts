import {
  abortedError,
  ButtplugError,
  type Clock,
  type Logger,
  onAbort,
  silentLogger,
  systemClock,
  textOf,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { Connector } from "@buttplug-ts/messages";
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
        openChannel(open, target, givenUp, clock, logger),
      );
      if (!signal?.aborted) return channel;
      const error = abortedError(signal);
      channel.terminate(error.code, error.message);
      throw error;
    },
  };
}

function openChannel(
  open: OpenSocket,
  address: string,
  givenUp: AbortSignal,
  clock: Clock,
  logger: Logger,
): Promise<SocketChannel> {
  return new Promise((resolve, reject) => {
    let socket: Socket;
    try {
      socket = open(address);
    } catch (error) {
      return reject(failed(address, textOf(error), error));
    }
    const fail = (why: string, cause?: unknown) => {
      unlisten();
      reject(failed(address, why, cause));
      socket.terminate();
    };
    const tooEarly = () => fail("a frame came before the connection was open");
    const unlisten = onAbort(givenUp, () => fail(textOf(givenUp.reason)));
    socket.listen({
      opened: () => {
        unlisten();
        resolve(new SocketChannel(socket, clock, logger));
      },
      text: tooEarly,
      binary: tooEarly,
      oversized: tooEarly,
      failed: fail,
      closed: () => fail("closed before it was open"),
    });
  });
}

function checkAddress(address: string | URL): string {
  try {
    const { href } = new URL(address);
    if (/^wss?:[^#]*$/.test(href)) return href;
  } catch {
    // no URL at all, which the error below says too
  }
  throw new ButtplugError("usage/invalid-argument", `"${address}" is no ws: or wss: address without #`, {
    details: { argument: "address" },
  });
}

function failed(address: string, cause: string, error?: unknown): ButtplugError {
  return new ButtplugError("connector/failed", `cannot connect to ${address}: ${cause}`, {
    details: { address },
    cause: error,
  });
}
