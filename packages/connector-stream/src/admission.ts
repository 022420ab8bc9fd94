import { type ErrorClass, type Logger, textOf } from "@buttplug-ts/core";
import {
  type Authorize,
  type Channel,
  type Grant,
  type Listener,
  type Peer,
  type Refusal,
  v4Codec,
} from "@buttplug-ts/messages";

/** What a listener calls with each channel that may come in. */
export type Accept = Parameters<Listener["start"]>[0];

/** A channel that knows whether its end has begun. */
interface Entrant extends Channel {
  readonly isOpen: boolean;
}

const handshakeClass: ErrorClass = 1;

/** Decides which channels come in: at most so many at a time, and those that `authorize` grants. Others are told why not. */
export class Admission {
  readonly #authorize: Authorize;
  readonly #limit: number;
  readonly #logger: Logger;
  #admitted = 0;

  constructor(options: { readonly authorize: Authorize; readonly maxConnections: number; readonly logger: Logger }) {
    this.#authorize = options.authorize;
    this.#limit = options.maxConnections;
    this.#logger = options.logger;
  }

  /** Hands `channel` to `accept` or refuses it. Settles when the channel has closed. */
  async admit(channel: Entrant, peer: Peer, accept: Accept): Promise<void> {
    if (this.#admitted >= this.#limit) return refuse(channel, tooMany(this.#limit));
    this.#admitted += 1;
    try {
      const decision = await this.#decide(peer);
      if ("refused" in decision) await refuse(channel, decision);
      else if (channel.isOpen) accept(channel, peer, decision);
      await channel.closed;
    } catch (error) {
      this.#logger.log("error", "connector", `a peer could not be accepted: ${textOf(error)}`);
      await channel.close({ code: "internal/bug", reason: "the server could not accept the connection" });
    } finally {
      this.#admitted -= 1;
    }
  }

  async #decide(peer: Peer): Promise<Grant | Refusal> {
    try {
      return await this.#authorize(peer);
    } catch (error) {
      this.#logger.log("error", "connector", `authorize failed, so the peer is refused: ${textOf(error)}`);
      return { refused: { code: "handshake/refused", reason: "the server could not decide to let this peer in" } };
    }
  }
}

/** Tells the peer in one frame why it may not come in, and closes. */
function refuse(channel: Channel, { refused }: Refusal): Promise<void> {
  const errorMessage = `[${refused.code}] ${refused.reason}`;
  channel.send([v4Codec.encode({ type: "error", id: 0, errorCode: handshakeClass, errorMessage })]);
  return channel.close(refused);
}

function tooMany(limit: number): Refusal {
  const reason = `${limit} clients are connected already, which is as many as this server takes`;
  return { refused: { code: "handshake/too-many-sessions", reason } };
}
