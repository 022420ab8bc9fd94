import type { ButtplugError, Clock, Logger, TypedEvents } from "@buttplug-ts/core";
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
