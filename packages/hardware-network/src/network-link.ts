import { abortedError, type Clock } from "@buttplug-ts/core";
import type { HardwareClosed, Unsubscribe } from "@buttplug-ts/hardware";
import { connectFailed, type Link } from "@buttplug-ts/hardware-kit";
import { LevelRepeats } from "./level-repeats.js";
import type { NetworkAddress } from "./network-address.js";
import type { Pipe } from "./pipe.js";
import { Presence } from "./presence.js";
import { linesOf } from "./tcode-lines.js";
import { openTcp } from "./tcp-pipe.js";
import { openUdp } from "./udp-pipe.js";

export interface LinkOptions {
  readonly address: NetworkAddress;
  readonly ip: string;
  /** Whether the device is known to answer questions. */
  readonly answers: boolean;
  readonly silenceLimitMs: number;
  readonly clock: Clock;
  /** Calls the opening off. */
  readonly signal: AbortSignal;
}

/** A firmware that moves something answers late. */
const udpAnswerLimitMs = 3_000;
/** On TCP the connection itself shows that something is there; an answer shows that silence will mean something. */
const tcpAnswerLimitMs = 1_000;

const ignore = () => {};

/** @throws ButtplugError `hardware/connect-failed`, `request/aborted`, or what the system says */
export async function openLink(options: LinkOptions): Promise<NetworkLink> {
  const { address, ip, clock, signal } = options;
  const open = address.transport === "udp" ? openUdp : openTcp;
  let onData: (data: Uint8Array) => void = ignore;
  const pipe = await open({ ip, port: address.port, clock, signal, onData: (data) => onData(data) });
  const link = new NetworkLink(pipe, options);
  onData = (data) => link.take(data);
  try {
    if (options.answers) await link.ask(signal);
  } catch (error) {
    await pipe.close();
    throw error;
  }
  return link;
}

/** T-Code to one device, over either transport. */
export class NetworkLink implements Link {
  readonly ended: Promise<HardwareClosed>;
  readonly #pipe: Pipe;
  readonly #address: NetworkAddress;
  readonly #presence: Presence;
  /** Absent where nothing is lost on the way. */
  readonly #repeats: LevelRepeats | undefined;
  #deliver: (data: Uint8Array) => void = ignore;
  #isUnsure = false;

  constructor(pipe: Pipe, { address, silenceLimitMs, clock }: LinkOptions) {
    this.ended = pipe.ended;
    this.#pipe = pipe;
    this.#address = address;
    const send = (data: Uint8Array) => pipe.send(data);
    const onSilent = () => {
      void pipe.close({ by: "failure", reason: `nothing came from the device for ${silenceLimitMs} ms` });
    };
    this.#presence = new Presence({ send, clock, silenceLimitMs, onSilent });
    if (address.transport === "udp") this.#repeats = new LevelRepeats(send, clock);
    void pipe.ended.then(() => {
      this.#presence.end();
      this.#repeats?.cancel();
    });
  }

  /** Whether the last write may not have arrived, as far as this side can know. */
  get isUnsure(): boolean {
    return this.#isUnsure;
  }

  take(data: Uint8Array): void {
    this.#presence.heard();
    this.#deliver(data);
  }

  /** Finds out whether the device answers, and counts it as gone from then on when it does not. */
  async ask(signal: AbortSignal): Promise<void> {
    const isUdp = this.#address.transport === "udp";
    const ending = new AbortController();
    let end: HardwareClosed | undefined;
    void this.ended.then((how) => {
      end = how;
      ending.abort();
    });
    const { text } = this.#address;
    try {
      const limitMs = isUdp ? udpAnswerLimitMs : tcpAnswerLimitMs;
      const doesAnswer = await this.#presence.answers(limitMs, AbortSignal.any([signal, ending.signal]));
      if (end) throw abortedError(ending.signal);
      if (doesAnswer) this.#presence.watch();
      else if (isUdp) throw connectFailed(text, noAnswer);
    } catch (error) {
      throw end && !signal.aborted ? connectFailed(text, end.reason, error) : error;
    }
  }

  async write(_endpoint: string, data: Uint8Array): Promise<void> {
    this.#isUnsure = true;
    await this.#send(data);
    this.#isUnsure = false;
  }

  async listen(endpoint: string, deliver: (data: Uint8Array) => void): Promise<Unsubscribe> {
    if (endpoint !== "rx") return async () => {};
    this.#deliver = deliver;
    return async () => {
      this.#deliver = ignore;
    };
  }

  async #send(data: Uint8Array): Promise<void> {
    if (this.#repeats === undefined) return this.#pipe.send(data);
    const sent = linesOf(data).map((line) => {
      this.#repeats?.sent(line);
      return this.#pipe.send(line);
    });
    await Promise.all(sent);
  }

  async close(): Promise<void> {
    this.#presence.end();
    await this.#repeats?.finish();
    await this.#pipe.close();
  }
}

const noAnswer =
  "nothing there answers D1: the device must be on, in this network, and take T-Code over UDP at this port. If it is one " +
  "that never answers, set answers: false for it";
