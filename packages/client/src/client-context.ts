import {
  ButtplugError,
  type Clock,
  type Logger,
  silentLogger,
  systemClock,
  TypedEvents,
  textOf,
} from "@buttplug-ts/core";
import type { ButtplugClientOptions } from "./client.js";
import type { ClientEvents } from "./client-events.js";

/** What a client lends to its connections. */
export interface ClientContext {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly requestTimeoutMs: number;
  readonly events: TypedEvents<ClientEvents>;
  readonly report: (error: ButtplugError) => void;
  readonly onListenerError: (error: unknown, event: string) => void;
  /** Lets work finish that may fail without consequence: a failure is logged. */
  readonly attempt: (work: Promise<unknown>) => Promise<unknown>;
}

const area = "client";

export function createContext(options: ButtplugClientOptions): ClientContext {
  const { clock = systemClock, logger = silentLogger, requestTimeoutMs = 10_000 } = options;
  const report = (error: ButtplugError) => {
    logger.log("warn", area, error.message, { code: error.code });
    events.emit("error", error);
  };
  const onListenerError = (cause: unknown, event: string) => {
    const text = `a listener of ${event} threw: ${textOf(cause)}`;
    if (event === "error") logger.log("error", area, text);
    else report(new ButtplugError("usage/listener-threw", text, { details: { event }, cause }));
  };
  const attempt = (work: Promise<unknown>) => work.catch((error) => logger.log("warn", area, textOf(error)));
  const events = new TypedEvents<ClientEvents>(onListenerError);
  return { clock, logger, requestTimeoutMs, events, report, onListenerError, attempt };
}
