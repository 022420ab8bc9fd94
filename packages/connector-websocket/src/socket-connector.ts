import {
  abortedError,
  ButtplugError,
  type Clock,
  isButtplugError,
  type Logger,
  onAbort,
  silentLogger,
  systemClock,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { Connector } from "@buttplug-ts/messages";
import { connectError } from "@buttplug-ts/messages/transport";
import type { OpenSocket, Platform } from "./socket.js";
import { SocketChannel } from "./socket-channel.js";

/** How a connector opens its channels. */
export interface WebSocketConnectorOptions {
  /** How long opening may take, in milliseconds. Default 9000, so that it is over before the client's limit. */
  readonly connectTimeoutMs?: number;
  readonly clock?: Clock;
  /** Hears of listeners that throw. */
  readonly logger?: Logger;
}

/** The connector over any kind of WebSocket. */
export function connectorOver(
  { openSocket, explain }: Platform,
  address: string | URL,
  options: WebSocketConnectorOptions = {},
): Connector {
  const { connectTimeoutMs = 9000, clock = systemClock, logger = silentLogger } = options;
  const target = checkAddress(address);
  const timedOut = () => new ButtplugError("connector/failed", `no answer within ${connectTimeoutMs} ms`);
  return {
    async connect({ signal }) {
      let channel: SocketChannel;
      try {
        channel = await withTimeLimit(clock, connectTimeoutMs, signal, timedOut, (givenUp) =>
          openChannel(openSocket, target, givenUp, clock, logger),
        );
      } catch (cause) {
        if (isButtplugError(cause, "request/aborted")) throw cause;
        throw connectError(target, await explain(target, cause), cause);
      }
      if (!signal?.aborted) return channel;
      const error = abortedError(signal);
      channel.terminate(error.code, error.message);
      throw error;
    },
  };
}

/** Rejects with what the platform says, if it says anything. */
function openChannel(
  open: OpenSocket,
  address: string,
  givenUp: AbortSignal,
  clock: Clock,
  logger: Logger,
): Promise<SocketChannel> {
  return new Promise((resolve, reject) => {
    const socket = open(address);
    const fail = (cause?: unknown) => {
      unlisten();
      reject(cause);
      socket.terminate();
    };
    const failed = () => fail();
    const unlisten = onAbort(givenUp, failed);
    socket.listen({
      opened: () => {
        unlisten();
        resolve(new SocketChannel(socket, clock, logger, true));
      },
      failed: fail,
      closed: failed,
      // No frame comes before the connection is open.
      text: failed,
      binary: failed,
      oversized: failed,
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
