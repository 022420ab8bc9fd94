import { randomBytes } from "node:crypto";
import { ButtplugError, background, type Clock, type ConfigStore, type Logger } from "@buttplug-ts/core";
import type { ApprovalAnswer, ApprovalRequest, ApprovedOrigin, TokenScope, TokenState } from "@buttplug-ts/management";
import type { Grant, Peer, Refusal } from "@buttplug-ts/messages";
import { Approvals } from "./approvals.js";
import { BadTries } from "./bad-tries.js";
import { hostOf, isLoopbackHost, isOwnHost } from "./host-name.js";
import { TokenExpiry } from "./token-expiry.js";
import { isSame, TokenStore } from "./token-store.js";
import { allowedOrigin, isOfHost, readOrigin, type WebOrigin } from "./web-origin.js";

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
  /** Asks for no token, also of other machines. */
  readonly insecure: boolean;
  /** Where the owner answers questions, for those who wait. */
  readonly approveAt: () => string;
  /** Questions, origins or tokens changed. */
  readonly onChanged: () => void;
  /** What let sessions of this label in was taken back. */
  readonly onRevoked: (label: string, reason: string) => void;
}

/** What a request for a WebSocket gets: in, a question to the owner, or an HTTP status and nothing more. */
export type Gate = "in" | "asks" | 401 | 403 | 429;

/** What a token is good for. */
interface Holder {
  readonly grant: Grant & { readonly label: string };
  readonly isManagement: boolean;
}

const area = "access";

/** Decides who may come in. What is not decided here is not allowed. */
export class Access {
  /** What the page that the engine serves to this machine is given. Good for this run only. */
  readonly pageToken: string = randomBytes(24).toString("base64url");
  readonly #o: AccessOptions;
  readonly #allowedOrigins: readonly string[];
  readonly #store: TokenStore;
  readonly #approvals: Approvals;
  readonly #badTries: BadTries;
  readonly #expiry: TokenExpiry;

  /** @throws ButtplugError `usage/invalid-argument` for origins that cannot be let in always */
  constructor(options: AccessOptions) {
    const { store, logger, clock, nowMs, onChanged } = options;
    this.#o = options;
    this.#allowedOrigins = options.allowOrigins.map(allowedOrigin);
    this.#store = new TokenStore(store, logger);
    this.#approvals = new Approvals(clock, nowMs, onChanged);
    this.#badTries = new BadTries(clock);
    this.#expiry = new TokenExpiry({
      clock,
      nowMs,
      tokens: () => this.#store.tokens,
      onExpired: (name) => this.#o.onRevoked(labelOfToken(name), "the token has run out"),
    });
  }

  async load(): Promise<void> {
    await this.#store.load();
    this.#expiry.look();
  }

  /** Asks nobody any more. */
  close(): void {
    this.#expiry.close();
    this.#approvals.close();
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

  /** Whether a request is meant for this engine, as its `Host` header says. */
  isMeant({ host }: Peer): boolean {
    if (isOwnHost(host, this.#o.allowHosts)) return true;
    const name = JSON.stringify((host ?? "").slice(0, 60));
    this.#o.logger.log("warn", area, `a request for the host ${name} was refused; --allow-host allows it`);
    return false;
  }

  /** Whether a peer is on this machine and says so: who comes through a proxy is not. */
  isNear({ address = "", host }: Peer): boolean {
    return isLoopbackHost(address) && isLoopbackHost(hostOf(host) ?? "");
  }

  /** What a request for a WebSocket gets. A right token is always in, however many wrong ones came from the same place. */
  gate(peer: Peer): Gate {
    const { origin, token } = peer;
    const page = origin === undefined ? undefined : readOrigin(origin);
    if (!this.isMeant(peer) || (origin !== undefined && page === undefined)) return 403;
    if (token !== undefined) return this.#holder(token) ? "in" : this.#wrong("token", peer);
    if (!this.#o.insecure && !this.isNear(peer)) return 401;
    return page === undefined || this.#isFree(page, peer.host) ? "in" : "asks";
  }

  /** Decides about a client. */
  readonly authorize = async (peer: Peer): Promise<Grant | Refusal> => {
    const { transport, address = "", origin, token } = peer;
    if (transport === "ipc") return {};
    if (transport === "tcp") return isLoopbackHost(address) ? {} : refusal("not allowed");
    const gate = this.gate(peer);
    if (gate !== "in" && gate !== "asks") return refusal("not allowed");
    const held = token === undefined ? undefined : this.#holder(token)?.grant;
    const page = origin === undefined ? undefined : readOrigin(origin);
    if (held || page === undefined) return held ?? {};
    if (gate === "in") return this.#isApproved(page) ? { label: page.text } : {};
    const confirm: Grant["confirm"] = (clientName, signal) => this.#ask({ origin: page, clientName, address, signal });
    return { label: page.text, confirm };
  };

  /** Who a peer with this token is to the management interface. Undefined: nobody; that is counted. */
  manager(token: string, peer: Peer): Holder["grant"] | undefined {
    const held = this.#holder(token);
    if (held?.isManagement) return held.grant;
    this.#wrong("management token", peer);
    return undefined;
  }

  /** @throws ButtplugError `usage/invalid-argument` if nobody asks any more, or for "always" to what any page can be */
  answer(id: string, answer: ApprovalAnswer): void {
    const request = this.requests.find((each) => each.id === id);
    if (request === undefined) throw invalid("id", `nobody waits under ${JSON.stringify(id)} any more`);
    if (answer === "always" && !readOrigin(request.origin)?.isLasting) {
      const why = `pages of ${request.origin} can be let in once, never always: any page can be one`;
      throw invalid("answer", why);
    }
    this.#approvals.answer(id, answer);
    if (answer !== "always") return;
    background(this.#store.approve(request.origin, this.#o.nowMs()), this.#o.logger, area);
    this.#o.onChanged();
  }

  /** Has the owner asked again about an origin that was let in once. */
  askAgain(origin: string): void {
    this.#approvals.forget(origin);
  }

  /** Takes the approval of an origin back, and ends its sessions. Rejects with `config/store-failed` if that holds for this run only. */
  async forgetOrigin(origin: string): Promise<void> {
    const kept = this.#store.forget(origin);
    this.#approvals.forget(origin);
    this.#o.onRevoked(origin, "the owner took the approval of this page back");
    this.#o.onChanged();
    await kept;
  }

  /**
   * Makes a token and gives its secret.
   * @throws ButtplugError `usage/invalid-argument` for a name that is taken, and for limits on a token that manages
   */
  async createToken(
    name: string,
    scope: TokenScope,
    lifetimeMs?: number,
  ): Promise<{ readonly token: string; readonly state: TokenState }> {
    if (scope.management && Object.keys(scope).length > 1) {
      throw invalid("scope", "a token that manages may do everything that the owner may, so nothing can limit it");
    }
    const createdAtMs = this.#o.nowMs();
    const expiry = lifetimeMs === undefined ? {} : { expiresAtMs: createdAtMs + lifetimeMs };
    const state: TokenState = { name, scope, createdAtMs, ...expiry };
    const token = await this.#store.create(state);
    this.#expiry.look();
    this.#o.onChanged();
    return { token, state };
  }

  /**
   * Makes a token worthless, and ends the sessions that it let in. Rejects with `config/store-failed` if that holds for this
   * run only.
   * @throws ButtplugError `usage/invalid-argument` if there is no such token
   */
  async revokeToken(name: string): Promise<void> {
    const kept = this.#store.revoke(name);
    this.#o.onRevoked(labelOfToken(name), "the owner took this token back");
    this.#o.onChanged();
    await kept;
  }

  #holder(token: string): Holder | undefined {
    if (isSame(token, this.pageToken)) return { grant: { label: "dashboard" }, isManagement: true };
    const nowMs = this.#o.nowMs();
    const kept = this.#store.find(token, nowMs);
    if (kept === undefined) return undefined;
    const { management: isManagement = false, ...limits } = kept.scope;
    const lifetime = kept.expiresAtMs === undefined ? {} : { lifetimeMs: kept.expiresAtMs - nowMs };
    return { grant: { label: labelOfToken(kept.name), ...limits, ...lifetime }, isManagement };
  }

  /** Counted by origin, too, because an address may be shared with others. */
  #wrong(what: string, { address = "", origin = "" }: Peer): 401 | 429 {
    if (!this.#badTries.isOneOfFew(`${address} ${origin}`)) return 429;
    this.#o.logger.log("warn", area, `a wrong ${what} came from ${address} ${origin}`.trim());
    return 401;
  }

  /** Origins that nobody is asked about: of this machine, the engine's own, and those that the owner let in. */
  #isFree(page: WebOrigin, host: string | undefined): boolean {
    const isAllowed = this.#allowedOrigins.includes("*") || this.#allowedOrigins.includes(page.text);
    return page.isLocal || isOfHost(page, host) || isAllowed || this.#isApproved(page);
  }

  #isApproved({ text }: WebOrigin): boolean {
    return this.origins.some(({ origin }) => origin === text);
  }

  async #ask(asker: Parameters<Approvals["ask"]>[0]): Promise<Grant | Refusal> {
    const verdict = await this.#approvals.ask(asker);
    const { text } = asker.origin;
    if (verdict === "once" || verdict === "always") return { label: text };
    const at = this.#o.approveAt();
    // What to do comes first: a close frame, which browsers show, has room for little more.
    const what =
      verdict === "refuse"
        ? `refused by the owner of the devices, who can be asked again at ${at} in a few minutes`
        : `the owner of the devices must approve this page: open ${at}, then connect again after half a minute`;
    const reason = `${what} (${text.slice(0, 60)})`;
    return { refused: { code: "handshake/origin-refused", reason } };
  }
}

/** The label of sessions that a token let in. No origin begins like this. */
function labelOfToken(name: string): string {
  return `token ${name}`;
}

function refusal(reason: string): Refusal {
  return { refused: { code: "handshake/refused", reason } };
}

function invalid(argument: string, text: string): ButtplugError {
  return new ButtplugError("usage/invalid-argument", text, { details: { argument } });
}
