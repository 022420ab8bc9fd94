import { ButtplugError, type Cancel, type Clock } from "@buttplug-ts/core";
import {
  type DeviceInfo,
  type Grant,
  type Message,
  recoverId,
  requestedVersion,
  serverCodec,
} from "@buttplug-ts/messages";
import type { OlderVersion, SessionDialect } from "@buttplug-ts/messages/versions";
import { loadOlderVersions, olderVersions } from "./older-versions.js";
import * as errors from "./session-errors.js";

/** The spec version that everything inside speaks. */
export const specVersion = 4;

/** What is kept of the name of a client. */
const nameLimit = 200;

/** What a client turned out to be. */
export interface Welcome {
  /** Of its request. */
  readonly id: number;
  readonly clientName: string;
  readonly grant: Grant;
  /** Opens its dialect, given the devices that it sees now. Absent: it speaks what everything inside speaks. */
  readonly openDialect: ((devices: readonly DeviceInfo[]) => SessionDialect) | undefined;
}

export interface HandshakeOptions {
  readonly grant: Grant;
  readonly clock: Clock;
  readonly limitMs: number;
  readonly onWelcome: (welcome: Welcome) => void;
  /** Ends the session with an error, which answers the message with this id. */
  readonly refuse: (id: number, error: ButtplugError) => void;
  /** Handles a message that came while something was loaded. */
  readonly again: (value: unknown) => void;
}

/** From the first message of a client to the moment in which it is let in. Until then nothing is revealed to it. */
export class Handshake {
  readonly #o: HandshakeOptions;
  readonly #cancelLimit: Cancel;
  readonly #leaving = new AbortController();
  #state: "waiting" | "loading" | "asking" | "over" = "waiting";
  #early: unknown[] = [];

  constructor(options: HandshakeOptions) {
    this.#o = options;
    const { clock, limitMs, refuse } = options;
    this.#cancelLimit = clock.after(limitMs, () => refuse(0, errors.handshakeTimedOut(limitMs)));
  }

  /** Takes a message. What it throws is the answer. */
  receive(value: unknown): void {
    if (this.#state === "loading") this.#early.push(value);
    else if (this.#state === "waiting") this.#greet(value);
    else throw errors.handshakeRequired();
  }

  end(): void {
    this.#state = "over";
    this.#cancelLimit();
    this.#leaving.abort();
  }

  /** The first message decides about the version for the whole session. */
  #greet(value: unknown): void {
    const version = requestedVersion(value);
    if (version === undefined) throw errors.handshakeRequired();
    if (version > specVersion) {
      return this.#o.refuse(recoverId(value), errors.versionMismatch(version, specVersion));
    }
    // A greeting that cannot be read decides nothing: the client may try again.
    if (version === specVersion) return this.#introduced(serverCodec.decode(value) as Message<"requestServerInfo">);
    const versions = olderVersions();
    if (versions === undefined) return void this.#load(value);
    const open = (devices: readonly DeviceInfo[]) => versions.openDialect(version as OlderVersion, devices);
    for (const request of open([]).receive(value).requests) {
      this.#introduced(request as Message<"requestServerInfo">, open);
    }
  }

  async #load(value: unknown): Promise<void> {
    this.#state = "loading";
    try {
      await loadOlderVersions();
    } catch (error) {
      if (this.#state === "loading") this.#o.refuse(recoverId(value), errors.noOlderVersions(error));
      return;
    }
    if (this.#state !== "loading") return;
    this.#state = "waiting";
    for (const each of [value, ...this.#early.splice(0)]) this.#o.again(each);
  }

  #introduced({ id, clientName: name }: Message<"requestServerInfo">, openDialect?: Welcome["openDialect"]): void {
    this.#cancelLimit();
    const { grant } = this.#o;
    const clientName = name.slice(0, nameLimit);
    if (grant.confirm === undefined) return this.#o.onWelcome({ id, clientName, grant, openDialect });
    this.#state = "asking";
    void this.#ask(grant.confirm, { id, clientName, openDialect });
  }

  async #ask(
    confirm: NonNullable<Grant["confirm"]>,
    { id, clientName, openDialect }: Omit<Welcome, "grant">,
  ): Promise<void> {
    const { refuse, onWelcome } = this.#o;
    try {
      const answer = await confirm(clientName, this.#leaving.signal);
      if (this.#state !== "asking") return;
      if ("refused" in answer) return refuse(id, new ButtplugError(answer.refused.code, answer.refused.reason));
      onWelcome({ id, clientName, grant: answer, openDialect });
    } catch (error) {
      if (this.#state === "asking") refuse(id, errors.notConfirmed(error));
    }
  }
}
