import { type ErrorClass, type Logger, textOf } from "@buttplug-ts/core";
import type { Authorize, Channel, CloseReason, Grant, Listener, Peer, Refusal } from "./channel.js";
import { v4Codec } from "./codec.js";

/** What a listener calls with each channel that may come in. */
export type Accept = Parameters<Listener["start"]>[0];

/** A channel that knows whether its end has begun. */
export interface Entrant extends Channel {
  readonly isOpen: boolean;
}

/** Who may come in, and how those leave who may not. */
export interface AdmissionOptions<C extends Entrant> {
  readonly authorize: Authorize;
  readonly maxConnections: number;
  readonly logger: Logger;
  /** Closes a channel that was told why it may not come in. */
  readonly turnAway: (channel: C, reason: CloseReason) => Promise<void>;
}

const handshakeClass: ErrorClass = 1;

/** Decides which channels come in: at most so many at a time, and those that `authorize` grants. Others are told why not. */
export class Admission<C extends Entrant> {
  readonly #options: AdmissionOptions<C>;
  #admitted = 0;

  constructor(options: AdmissionOptions<C>) {
    this.#options = options;
  }

  /** Hands `channel` to `accept` or refuses it. Settles when the channel has closed. */
  async admit(channel: C, peer: Peer, accept: Accept): Promise<void> {
    const { maxConnections, logger } = this.#options;
    if (this.#admitted >= maxConnections) return this.#refuse(channel, tooMany(maxConnections));
    this.#admitted += 1;
    try {
      const decision = await this.#decide(peer);
      if ("refused" in decision) await this.#refuse(channel, decision);
      else if (channel.isOpen) accept(channel, peer, decision);
      await channel.closed;
    } catch (error) {
      logger.log("error", "connector", `a peer could not be accepted: ${textOf(error)}`);
      await channel.close({ code: "internal/bug", reason: "the server could not accept the connection" });
    } finally {
      this.#admitted -= 1;
    }
  }

  async #decide(peer: Peer): Promise<Grant | Refusal> {
    const { authorize, logger } = this.#options;
    try {
      return await authorize(peer);
    } catch (error) {
      logger.log("error", "connector", `authorize failed, so the peer is refused: ${textOf(error)}`);
      return { refused: { code: "handshake/refused", reason: "the server could not decide to let this peer in" } };
    }
  }

  /** Tells the peer in one frame why it may not come in, and closes. */
  #refuse(channel: C, { refused }: Refusal): Promise<void> {
    const errorMessage = `[${refused.code}] ${refused.reason}`;
    channel.send([v4Codec.encode({ type: "error", id: 0, errorCode: handshakeClass, errorMessage })]);
    return this.#options.turnAway(channel, refused);
  }
}

function tooMany(limit: number): Refusal {
  const reason = `${limit} clients are connected already, which is as many as this server takes`;
  return { refused: { code: "handshake/too-many-sessions", reason } };
}
