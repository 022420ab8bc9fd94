import type { Clock, Logger } from "@buttplug-ts/core";
import { hostsIn } from "./connect-answers.js";
import { httpGet } from "./http-get.js";

const address = "https://api.lovense.com/api/lan/getToys";
const limitBytes = 65_536;

export interface LovenseCloudOptions {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long one request may take, in milliseconds. */
  readonly requestLimitMs: number;
  /** The time between two requests at least, in milliseconds. */
  readonly retryMs: number;
  readonly signal: AbortSignal;
}

/** Lovense's own server, which knows the apps at one internet address. */
export class LovenseCloud {
  readonly #o: LovenseCloudOptions;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #complaint = "";

  constructor(options: LovenseCloudOptions) {
    this.#o = options;
  }

  /** What was wrong with its last answer, as a sentence; empty for nothing. */
  get complaint(): string {
    return this.#complaint;
  }

  /** The apps that it names; none if it was asked just now. */
  async hosts(): Promise<readonly string[]> {
    const { fetch, clock, logger, requestLimitMs, retryMs, signal } = this.#o;
    if (clock.now() < this.#askedAtMs + retryMs) return [];
    this.#askedAtMs = clock.now();
    const options = { fetch, clock, limitMs: requestLimitMs, signal, limitBytes };
    const { text, failed = "an answer that cannot be read" } = await httpGet(address, options);
    const hosts = text === undefined ? undefined : hostsIn(text);
    this.#complaint = hosts ? "" : `Lovense's server does not tell where apps are: ${failed}.`;
    if (!hosts) logger.log("warn", "lovense-connect", this.#complaint);
    return hosts ?? [];
  }
}
