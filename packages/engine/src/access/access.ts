import { randomBytes } from "node:crypto";
import { ButtplugError, type Clock, type ConfigStore, type Logger } from "@buttplug-ts/core";
import type { ApprovalAnswer, ApprovalRequest, ApprovedOrigin, TokenScope, TokenState } from "@buttplug-ts/management";
import type { Grant, Peer, Refusal } from "@buttplug-ts/messages";
import { Approvals } from "./approvals.js";
import { BadTries } from "./bad-tries.js";
import { isLoopbackHost, isOwnHost } from "./host-name.js";
import { isSame, type KeptToken, TokenStore } from "./token-store.js";

/** Who may come in. Times are milliseconds. */
export interface AccessOptions {
  readonly store?: ConfigStore;
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly logger: Logger;
  /** Origins that come in without a question; `*` stands for all. */
  readonly allowOrigins: readonly string[];
  /** Names that this machine has beside its own, for `Host` headers. */
  readonly allowHosts: readonly string[];
  /** Lets everybody in who reaches a listener, also from other machines. */
  readonly insecure: boolean;
  /** Where the owner answers questions, for those who wait. */
  readonly approveAt: () => string;
  /** Questions, origins or tokens changed. */
  readonly onChanged: () => void;
}

/** What a request gets before anything else: in, or an HTTP status and nothing more. */
export type Gate = "in" | 401 | 403 | 429;

/** An answer of "once" also holds for a page that gave up meanwhile and comes again. */
const onceHoldsMs = 5 * 60_000;

/** Decides who may come in. What is not decided here is not allowed. */
export class Access {
  /** What the page that the engine serves to this machine is given. Good for this run only. */
  readonly pageToken: string = randomBytes(24).toString("base64url");
  readonly #o: AccessOptions;
  readonly #store: TokenStore;
  readonly #approvals: Approvals;
  readonly #badTries: BadTries;
  readonly #once = new Map<string, number>();

  constructor(options: AccessOptions) {
    const { store, logger, clock, nowMs, onChanged } = options;
    this.#o = options;
    this.#store = new TokenStore(store, logger);
    this.#approvals = new Approvals(clock, nowMs, onChanged);
    this.#badTries = new BadTries(clock);
  }

  load(): Promise<void> {
    return this.#store.load();
  }

  get requests(): readonly ApprovalRequest[] {
    return this.#approvals.requests;
  }

  get origins(): readonly ApprovedOrigin[] {
    return this.#store.origins;
  }

  get tokens(): readonly TokenState[] {
    return this.#store.tokens.map(({ hash: _, ...state }) => state);
  }

  /** What a request for anything gets: pages under foreign names, wrong tokens and strangers without one stay outside. */
  gate(peer: Peer): Gate {
    const { insecure, allowHosts, logger } = this.#o;
    const { address = "", host, token } = peer;
    if (host !== undefined && !isOwnHost(host, allowHosts)) {
      logger.log(
        "warn",
        "access",
        `a request for the host ${JSON.stringify(host.slice(0, 60))} was refused; --allow-host allows it`,
      );
      return 403;
    }
    if (token !== undefined) {
      const key = keyOf(peer);
      if (this.#badTries.isBlocked(key)) return 429;
      if (this.#isManagement(token) || this.#find(token)) return "in";
      this.#badTries.add(key);
      logger.log("warn", "access", `a wrong token came from ${address}`);
      return 401;
    }
    return insecure || isLoopbackHost(address) ? "in" : 401;
  }

  /** Decides about a client that passed {@link gate}. */
  readonly authorize = async (peer: Peer): Promise<Grant | Refusal> => {
    const { transport, token, origin, host } = peer;
    if (transport === "websocket" && host !== undefined && this.gate(peer) !== "in") return refusal("not allowed");
    if (token !== undefined) {
      if (this.#isManagement(token)) return { label: "dashboard" };
      const kept = this.#find(token);
      return kept ? this.#grantOf(kept) : refusal("not allowed");
    }
    if (origin === undefined || this.#isFree(origin, host)) return {};
    return { label: origin, confirm: (clientName, signal) => this.#ask(peer, origin, clientName, signal) };
  };

  /** Whether a token that a peer sent is one for the management interface. Wrong ones are counted. */
  mayManageNow(token: string, peer: Peer): boolean {
    const key = keyOf(peer);
    if (this.#badTries.isBlocked(key)) return false;
    if (this.#isManagement(token)) return true;
    this.#badTries.add(key);
    this.#o.logger.log("warn", "access", `a wrong management token came from ${peer.address}`);
    return false;
  }

  answer(id: string, answer: ApprovalAnswer): void {
    const request = this.requests.find((each) => each.id === id);
    if (request === undefined) throw unknown("id", `nobody waits under ${JSON.stringify(id)} any more`);
    if (answer === "always" && request.origin === "null") {
      throw unknown("answer", `pages without an origin ("null") can be let in once, never always: any page can be one`);
    }
    this.#approvals.answer(id, answer);
  }

  async forgetOrigin(origin: string): Promise<void> {
    this.#once.delete(origin);
    await this.#store.forget(origin);
    this.#o.onChanged();
  }

  /** Makes a token and gives its secret. */
  async createToken(
    name: string,
    scope: TokenScope,
    lifetimeMs?: number,
  ): Promise<{ readonly token: string; readonly state: TokenState }> {
    const createdAtMs = this.#o.nowMs();
    const expiry = lifetimeMs === undefined ? {} : { expiresAtMs: createdAtMs + lifetimeMs };
    const state: TokenState = { name, scope, createdAtMs, ...expiry };
    const token = await this.#store.create(state);
    this.#o.onChanged();
    return { token, state };
  }

  async revokeToken(name: string): Promise<void> {
    await this.#store.revoke(name);
    this.#o.onChanged();
  }

  #isManagement(token: string): boolean {
    return isSame(token, this.pageToken) || this.#find(token)?.scope.management === true;
  }

  #find(token: string): KeptToken | undefined {
    return this.#store.find(token, this.#o.nowMs());
  }

  #grantOf({ name, scope, expiresAtMs }: KeptToken): Grant {
    const { management: _, ...limits } = scope;
    const lifetime = expiresAtMs === undefined ? {} : { lifetimeMs: expiresAtMs - this.#o.nowMs() };
    return { label: labelOfToken(name), ...limits, ...lifetime };
  }

  /** Origins that nobody is asked about: of this machine, the engine's own, and those that the owner named. */
  #isFree(origin: string, host: string | undefined): boolean {
    const { allowOrigins } = this.#o;
    if (allowOrigins.includes("*")) return true;
    if (origin === "null" || !URL.canParse(origin)) return false;
    const { hostname, host: originHost, protocol } = new URL(origin);
    const isWeb = protocol === "http:" || protocol === "https:";
    if (isWeb && (isLoopbackHost(hostname.replace(/^\[|\]$/g, "")) || originHost === host)) return true;
    const lower = origin.toLowerCase();
    return (
      allowOrigins.some((each) => each.toLowerCase() === lower) || this.origins.some((each) => each.origin === lower)
    );
  }

  async #ask(peer: Peer, origin: string, clientName: string, signal: AbortSignal): Promise<Grant | Refusal> {
    const { nowMs, approveAt } = this.#o;
    const key = origin.toLowerCase();
    const granted: Grant = { label: key };
    if ((this.#once.get(key) ?? 0) > nowMs()) return granted;
    const { address } = peer;
    const answer = await this.#approvals.ask({
      origin: key,
      clientName,
      signal,
      ...(address !== undefined && { address }),
    });
    if (answer === "once" || answer === "always") {
      this.#once.set(key, nowMs() + onceHoldsMs);
      if (answer === "always") await this.#store.approve(key, nowMs());
      this.#o.onChanged();
      return granted;
    }
    const why =
      answer === "refuse"
        ? "was refused by the owner of the devices"
        : "needs the approval of the owner of the devices";
    const reason = `the page of ${key.slice(0, 60)} ${why}: open ${approveAt()} and connect again`;
    return { refused: { code: "handshake/origin-refused", reason } };
  }
}

/** By origin, too, so that no page can lock the owner out. */
function keyOf({ address = "", origin = "" }: Peer): string {
  return `${address} ${origin}`;
}

/** The label of sessions that a token let in. */
export function labelOfToken(name: string): string {
  return `token ${name}`;
}

function refusal(reason: string): Refusal {
  return { refused: { code: "handshake/refused", reason } };
}

function unknown(argument: string, text: string): ButtplugError {
  return new ButtplugError("usage/invalid-argument", text, { details: { argument } });
}
