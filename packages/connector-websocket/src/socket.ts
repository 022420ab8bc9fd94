import type { ErrorCode } from "@buttplug-ts/core";
import type { Failure } from "@buttplug-ts/messages/transport";

/** In place of what browsers do not say. */
export const noReason = "the platform gives no reason";

/** What happens on a socket. Nothing is reported after {@link SocketEvents.closed}. */
export interface SocketEvents {
  opened?(): void;
  text(text: string): void;
  /** A binary frame, which the message protocol does not have. */
  binary(): void;
  /** A frame above the limit. The socket reads no further. */
  oversized(): void;
  /** The socket is unusable from now on. `cause` is the platform's error or its words; browsers give neither. */
  failed(cause: unknown): void;
  /** The connection is over: the peer's close code and reason, or 1006 where it ended without them. */
  closed(transportCode: number, reason: string): void;
}

/** What a channel needs of a WebSocket, whoever implements it. */
export interface Socket {
  /** Bytes that were sent and have not left this process. */
  readonly unsentBytes: number;
  /** Replaces what {@link SocketEvents} go to. */
  listen(events: SocketEvents): void;
  send(text: string): void;
  /** The close code that tells the peer about a reason of ours, where the platform lets us send it. */
  closeCodeOf(code: ErrorCode): number;
  /** Sends a close frame after what is queued. `reason` has at most 123 bytes. */
  close(transportCode: number, reason: string): void;
  /** Ends the connection without waiting for anything. */
  terminate(): void;
}

/** Opens a socket to a `ws:` or `wss:` address. May throw what the platform throws. */
export type OpenSocket = (address: string) => Socket;

/** Says why a socket could not be opened. `cause` is what {@link SocketEvents.failed} got, or a time limit's error. */
export type Explain = (address: string, cause: unknown) => Failure | Promise<Failure>;

/** What a platform offers. */
export interface Platform {
  readonly openSocket: OpenSocket;
  readonly explain: Explain;
}
