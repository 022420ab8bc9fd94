import type { Clock } from "@buttplug-ts/core";
import type { HardwareClosed } from "@buttplug-ts/hardware";

/** Bytes to and from one device. */
export interface Pipe {
  /** Settles when the system took the bytes. */
  send(data: Uint8Array): Promise<void>;
  /** Settles once, never rejects. */
  readonly ended: Promise<HardwareClosed>;
  /** Lets what was sent leave. `end` is what {@link Pipe.ended} says then; by default that this side closed it. */
  close(end?: HardwareClosed): Promise<void>;
}

export interface PipeOptions {
  readonly ip: string;
  readonly port: number;
  /** Called from the moment on in which the pipe is open. */
  readonly onData: (data: Uint8Array) => void;
  /** Calls the opening off, not what comes after. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

export const closedHere: HardwareClosed = { by: "local", reason: "closed on this side" };
