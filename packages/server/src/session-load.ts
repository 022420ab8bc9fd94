import type { Clock } from "@buttplug-ts/core";
import type { ClientMessage } from "@buttplug-ts/messages";
import type { OlderRequest } from "@buttplug-ts/messages/versions";
import { RateLimit } from "./rate-limit.js";
import * as errors from "./session-errors.js";

/** How many requests of one session may wait for their answer. */
const pendingLimit = 1024;

/** How many messages may come in one frame. */
const batchLimit = 2 * pendingLimit;

/** How many messages are heard of a client that is not let in yet. */
const earlyLimit = 64;

/** How many messages a second may come that cannot be understood. */
const nonsenseLimit = 1_000;

/** How many requests a second may come that take long: a list of a hundred devices is tens of kilobytes. */
const longLimit = 20;
const takesLong: ReadonlySet<string> = new Set<ClientMessage["type"]>(["requestDeviceList", "startScanning"]);

/** How much one client asks for. Whoever asks for too much is answered with errors, lest the others wait. */
export class SessionLoad {
  readonly #maxMessagesPerSecond: number;
  readonly #rate: RateLimit;
  readonly #nonsense: RateLimit;
  readonly #long: RateLimit;
  #pending = 0;
  #early = 0;

  /** `maxMessagesPerSecond` 0: as many as come. */
  constructor(clock: Clock, maxMessagesPerSecond: number) {
    this.#maxMessagesPerSecond = maxMessagesPerSecond;
    this.#rate = new RateLimit(clock, maxMessagesPerSecond);
    this.#nonsense = new RateLimit(clock, nonsenseLimit);
    this.#long = new RateLimit(clock, longLimit);
  }

  /** Counts a request that waits for its answer. */
  began(): void {
    this.#pending += 1;
  }

  finished(): void {
    this.#pending -= 1;
  }

  /** @throws ButtplugError `request/too-many` for a frame that no client sends, and for who says too much before it is let in. */
  checkFrame(messages: number, isReady: boolean): void {
    if (!isReady) this.#early += messages;
    const limit = isReady ? batchLimit : earlyLimit;
    if ((isReady ? messages : this.#early) > limit) throw errors.tooMuchAtOnce(limit);
  }

  /**
   * Whoever sends too much may still stop.
   * @throws ButtplugError `request/too-many`
   */
  checkRequest(request: ClientMessage | OlderRequest): void {
    const type = ("requests" in request ? request.requests[0] : request)?.type;
    const mayWait = type === "stopCmd" ? 2 * pendingLimit : pendingLimit;
    if (this.#pending >= mayWait) throw errors.tooManyRequests(pendingLimit);
    if (type === "stopCmd") return;
    if (!this.#rate.take()) throw errors.tooFast(this.#maxMessagesPerSecond);
    if (takesLong.has(type ?? "") && !this.#long.take()) throw errors.tooFast(longLimit);
  }

  /**
   * Counts a message that cannot be understood.
   * @throws ButtplugError `request/too-many` if nothing else comes: that is no client
   */
  checkNonsense(): void {
    if (!this.#nonsense.take()) throw errors.tooFast(nonsenseLimit);
  }
}
