import type { ErrorCode, OutputType } from "@buttplug-ts/core";

/** One message of a frame that arrived, or the sign that a frame was no list of messages. */
export type Incoming = { readonly value: unknown } | { readonly malformed: string };

/** Why a side closes a channel. */
export interface CloseReason {
  readonly code: ErrorCode;
  readonly reason: string;
}

/** How a channel ended. */
export interface CloseInfo extends CloseReason {
  /** `local`: this side closed it; `remote`: the peer did; `failure`: the transport broke or a limit was passed. */
  readonly by: "local" | "remote" | "failure";
  /** The transport's own number, such as the close code of a WebSocket. */
  readonly transportCode?: number;
}

/** One open, ordered, reliable pipe for batches of messages. Single use. A batch is one frame. */
export interface Channel {
  /** Sends a batch as one frame. Does nothing once the channel is closed. */
  send(batch: readonly object[]): void;
  /** Sets the one listener. Batches that came earlier are kept for it. It is never called from within {@link send}. */
  receive(listener: (batch: readonly Incoming[]) => void): void;
  /** Settles once, never rejects. No batch is delivered after it. */
  readonly closed: Promise<CloseInfo>;
  /** Closes after what was sent has left, within a bounded time. Idempotent. */
  close(reason?: CloseReason): Promise<void>;
}

/** What an application sets up once and hands to `client.connect()`. Each call opens a new channel. */
export interface Connector {
  connect(options: { readonly signal?: AbortSignal }): Promise<Channel>;
}

/** Who opened a channel, as far as the transport knows. */
export interface Peer {
  readonly transport: "websocket" | "tcp" | "ipc" | "embedded";
  readonly address?: string;
  /** The origin of the web page, where a browser opened the channel. */
  readonly origin?: string;
  readonly host?: string;
  readonly token?: string;
}

/** What a session may do: everything that nothing here limits. A stop is always allowed. */
export interface Grant {
  /** Who it is, for the owner of the devices, such as the name of a token or the origin of a page. */
  readonly label?: string;
  /** The session sees devices and reads inputs, and commands no output and no scan. */
  readonly readOnly?: boolean;
  /** The devices that it sees, as hardware: the manager's name, a slash, and the manager's id. */
  readonly devices?: readonly string[];
  /** The outputs that it may command. */
  readonly outputs?: readonly OutputType[];
  /** The part of each output's highest level that it may command, from 0 to 1. Positions are not levels. */
  readonly levelCap?: number;
  /** Milliseconds from now after which what it drives is stopped and the session ends. */
  readonly lifetimeMs?: number;
  /**
   * Asks the owner once the client has said its name; until then nothing is revealed to it. `signal` aborts when the client
   * leaves. A rejection refuses.
   */
  readonly confirm?: (clientName: string, signal: AbortSignal) => Promise<Grant | Refusal>;
}

/** Why a peer may not come in, in one sentence that it is told. */
export interface Refusal {
  readonly refused: CloseReason;
}

/** Decides about a peer before anything is revealed to it. */
export type Authorize = (peer: Peer) => Promise<Grant | Refusal>;

/** Where channels come from on the server side. */
export interface Listener {
  /** What clients connect to, such as `ws://127.0.0.1:12345`. Empty before {@link start} and after {@link close}. */
  readonly addresses: readonly string[];
  /** Starts to listen. Rejects with `connector/failed` if no address can be had. */
  start(accept: (channel: Channel, peer: Peer, grant: Grant) => void): Promise<void>;
  /** Stops listening and closes what it accepted. */
  close(): Promise<void>;
}

/** The largest frame that is read, and the largest backlog of unsent bytes: 1 MiB (design §5.9). */
export const frameLimitBytes: number = 1024 * 1024;
