import { connect } from "node:net";
import { abortedError, type Clock, type Logger, silentLogger, systemClock, withTimeLimit } from "@buttplug-ts/core";
import type { Connector } from "@buttplug-ts/messages";
import { connectError, explainSystemFailure, explainTimeout } from "@buttplug-ts/messages/transport";
import { adviceFor } from "./connect-advice.js";
import { StreamChannel } from "./stream-channel.js";
import type { Target } from "./target.js";

/** How a connector opens its channels. */
export interface StreamConnectorOptions {
  /** How long opening may take, in milliseconds. Default 9000, so that it is over before the client's limit. */
  readonly connectTimeoutMs?: number;
  readonly clock?: Clock;
  /** Hears of listeners that throw. */
  readonly logger?: Logger;
}

/** The connector over any kind of stream socket. */
export function connectorTo(target: Target, options: StreamConnectorOptions): Connector {
  const { connectTimeoutMs = 9000, clock = systemClock, logger = silentLogger } = options;
  const { address, transport } = target;
  const timedOut = () => connectError(address, explainTimeout(adviceFor[transport], connectTimeoutMs));
  return {
    async connect({ signal }) {
      const channel = await withTimeLimit(clock, connectTimeoutMs, signal, timedOut, (givenUp) =>
        opened(target, givenUp, { clock, logger }),
      );
      if (!signal?.aborted) return channel;
      channel.terminate({ code: "request/aborted", reason: "the connection was called off" });
      throw abortedError(signal);
    },
  };
}

function opened(
  target: Target,
  givenUp: AbortSignal,
  options: { readonly clock: Clock; readonly logger: Logger },
): Promise<StreamChannel> {
  return new Promise((resolve, reject) => {
    const socket = connect(target.socket);
    const fail = (cause?: unknown) => {
      givenUp.removeEventListener("abort", onGivenUp);
      reject(connectError(target.address, explainSystemFailure(adviceFor[target.transport], cause), cause));
      socket.destroy();
    };
    const onGivenUp = () => fail(givenUp.reason);
    const onClose = () => fail();
    givenUp.addEventListener("abort", onGivenUp, { once: true });
    socket.on("error", fail);
    socket.on("close", onClose);
    socket.once("connect", () => {
      givenUp.removeEventListener("abort", onGivenUp);
      socket.off("error", fail).off("close", onClose);
      resolve(new StreamChannel(socket, { peer: "server", ...options }));
    });
  });
}
