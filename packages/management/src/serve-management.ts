import { ButtplugError, type Clock, type Logger, textOf } from "@buttplug-ts/core";
import { checkParams, isMethod } from "./check-params.js";
import type { ManagementHost } from "./management-api.js";
import { closures, type FromServer, frameLimitBytes, interfaceVersion, wireErrorOf } from "./wire.js";

/** An open WebSocket, whatever library it comes from. */
export interface ManagementSocket {
  /** Bytes that were sent and have not left. */
  readonly unsentBytes: number;
  send(text: string): void;
  close(code: number, reason: string): void;
}

export interface ServeManagementOptions {
  readonly host: ManagementHost;
  /** Whether a token is one for this interface. */
  readonly authenticate: (token: string) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What the owner of the socket tells. */
export interface ManagementPeer {
  /** A text frame came. */
  text(text: string): void;
  closed(): void;
}

const area = "management";
const greetingLimitMs = 5_000;
/** Calls that may be under way at a time. */
const callLimit = 64;

/** Serves the management interface on one open socket. Nothing is told before the right token came. */
export function serveManagement(socket: ManagementSocket, options: ServeManagementOptions): ManagementPeer {
  return new Peer(socket, options);
}

class Peer implements ManagementPeer {
  readonly #socket: ManagementSocket;
  readonly #o: ServeManagementOptions;
  readonly #cancelLimit: () => void;
  #end: (() => void) | undefined;
  #state: "greeting" | "open" | "over" = "greeting";
  #calls = 0;

  constructor(socket: ManagementSocket, options: ServeManagementOptions) {
    this.#socket = socket;
    this.#o = options;
    const late = () => this.#refuse(`no token came within ${greetingLimitMs} ms`);
    this.#cancelLimit = options.clock.after(greetingLimitMs, late);
  }

  text(text: string): void {
    if (this.#state === "over") return;
    let frame: unknown;
    try {
      frame = JSON.parse(text);
    } catch {
      return this.#close(closures.policy, "a frame was no JSON");
    }
    if (this.#state === "greeting") this.#greet(frame);
    else void this.#call(frame);
  }

  closed(): void {
    this.#state = "over";
    this.#cancelLimit();
    this.#end?.();
  }

  #greet(frame: unknown): void {
    const token = (frame as { readonly token?: unknown } | null)?.token;
    if (typeof token !== "string" || !this.#o.authenticate(token)) return this.#refuse("the token is not valid here");
    this.#cancelLimit();
    this.#state = "open";
    this.#send({ welcome: { version: interfaceVersion } });
    this.#end = this.#o.host.observe((event) => this.#send(event));
  }

  async #call(frame: unknown): Promise<void> {
    const { id, method, params } = (frame ?? {}) as Readonly<Record<string, unknown>>;
    if (!Number.isSafeInteger(id)) return this.#close(closures.policy, "a call had no whole number as its id");
    const answer = (rest: object) => this.#send({ id: id as number, ...rest });
    if (this.#calls >= callLimit) return answer({ error: wireErrorOf(tooMany()) });
    this.#calls += 1;
    try {
      answer({ result: (await this.#carryOut(method, params)) ?? null });
    } catch (error) {
      const name = isMethod(method) ? method : "a call";
      this.#o.logger.log("debug", area, `${name} failed: ${textOf(error)}`);
      answer({ error: wireErrorOf(error) });
    } finally {
      this.#calls -= 1;
    }
  }

  #carryOut(method: unknown, params: unknown): unknown {
    if (!isMethod(method)) throw noMethod(method);
    const checked = checkParams(method, params);
    return (this.#o.host[method] as (params: unknown) => unknown)(checked);
  }

  #send(frame: FromServer): void {
    if (this.#state !== "open") return;
    if (this.#socket.unsentBytes > frameLimitBytes) return this.#close(closures.tooMuch, "it reads too slowly");
    this.#socket.send(JSON.stringify(frame));
  }

  #refuse(why: string): void {
    this.#close(closures.refused, why);
  }

  #close(code: number, reason: string): void {
    if (this.#state === "over") return;
    this.#o.logger.log("info", area, `a peer is sent away: ${reason}`);
    this.closed();
    this.#socket.close(code, reason);
  }
}

function noMethod(method: unknown): ButtplugError {
  const text = `there is no method ${JSON.stringify(method)?.slice(0, 40)}`;
  return new ButtplugError("usage/invalid-argument", text, { details: { argument: "method" } });
}

function tooMany(): ButtplugError {
  const text = `${callLimit} calls are under way already`;
  return new ButtplugError("request/too-many", text, { details: { limit: callLimit } });
}
