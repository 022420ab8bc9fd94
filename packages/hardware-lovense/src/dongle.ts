import {
  abortedError,
  ButtplugError,
  type Clock,
  type EndpointPlan,
  fromUtf8,
  type HardwareId,
  type Logger,
  onAbort,
  sleep,
  utf8,
} from "@buttplug-ts/core";
import { connectFailed, HardwareConnection, type HidHandle, type Link } from "@buttplug-ts/hardware-kit";
import { DongleEars } from "./dongle-ears.js";
import type { DongleAnswer } from "./dongle-messages.js";
import { DonglePort } from "./dongle-port.js";
import { connectResult, isConnected, isGone, isSearchEnd, searchEnded, searchResult } from "./dongle-results.js";

/**
 * Something sent before the dongle's first answer, or within 250 ms if there is none, locks it up (fact sheet
 * _transports J). Timers may run a little early.
 */
const firstAnswerMs = 300;
/** The bus takes a command every so often (fact sheet _transports J). */
const gapMs = 75;
/** A dongle ends a search by itself. One that ends it at once is not asked without a pause. */
const searchPauseMs = 1_000;
/** A search of which nothing is heard is begun anew. */
const searchLimitMs = 20_000;
const stopSearchLimitMs = 1_000;

export interface DongleOptions {
  readonly handle: HidHandle;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly writeLimitMs: number;
  /** How long a toy may take to connect, in milliseconds. */
  readonly connectLimitMs: number;
  /** A toy connected that was not asked to. */
  readonly onToy: (id: HardwareId) => void;
  /** Called once, unless the dongle was closed first. */
  readonly onLost: (reason: string) => void;
}

/** One plugged-in dongle, and the one toy that it drives at a time. */
export class Dongle {
  readonly #o: DongleOptions;
  readonly #port: DonglePort;
  readonly #ears: DongleEars;
  /** The dongle searches or connects, never both. */
  #turn: Promise<unknown> = Promise.resolve();
  #search: AbortController | undefined;
  /** The toy that the dongle holds a connection to, which it keeps when nobody uses it. */
  #connected: HardwareId | undefined;
  /** The toy that is in use, or about to be. */
  #taken: HardwareId | undefined;
  #hardware: HardwareConnection | undefined;
  #deliver: ((data: Uint8Array) => void) | undefined;
  #heardAtMs = Number.NEGATIVE_INFINITY;
  #isOver = false;

  constructor(options: DongleOptions) {
    this.#o = options;
    const { handle, clock, logger, writeLimitMs } = options;
    this.#ears = new DongleEars(clock);
    this.#port = new DonglePort({
      handle,
      clock,
      logger,
      writeLimitMs,
      onAnswer: (answer) => this.#take(answer),
      onLost: (reason) => this.lose(reason),
    });
  }

  /** The toy that is connected and not in use. */
  get idleToy(): HardwareId | undefined {
    return this.#taken === undefined ? this.#connected : undefined;
  }

  /** Asks whether a toy is connected. Nothing else may be asked before this is done. */
  async check(): Promise<void> {
    const heard = this.#ears.next((answer) => answer, firstAnswerMs);
    await this.#port.send({ type: "toy", func: "statuss" });
    await heard;
  }

  /** The first toy that comes. Undefined: none came until `signal` aborted, or the dongle is needed otherwise. */
  find(signal: AbortSignal): Promise<HardwareId | undefined> {
    return new Promise((resolve) => {
      const unlisten = onAbort(signal, () => resolve(undefined));
      const searched = this.#findInTurns(signal).then(resolve, () => resolve(undefined));
      void searched.finally(unlisten);
    });
  }

  /** @throws ButtplugError `hardware/connect-failed` or `request/aborted` */
  async open(id: HardwareId, plan: EndpointPlan, signal: AbortSignal): Promise<HardwareConnection> {
    if (this.#taken !== undefined) {
      throw connectFailed(id, `the dongle drives one toy at a time, and this is ${this.#taken} now`);
    }
    this.#taken = id;
    this.#search?.abort();
    try {
      await this.#inTurn(() => this.#connect(id, signal));
      if (this.#isOver || this.#connected !== id) throw connectFailed(id, "it left as soon as it was connected");
    } catch (error) {
      this.#taken = undefined;
      throw error;
    }
    const { clock } = this.#o;
    this.#hardware = new HardwareConnection({ id, plan, endpoints: ["tx", "rx"], gapMs, link: this.#link(id), clock });
    return this.#hardware;
  }

  /** The dongle is not there any more. */
  lose(reason: string): void {
    if (this.#isOver) return;
    this.#finish();
    this.#hardware?.lost(`the dongle is gone: ${reason}`, "failure");
    void this.#port.close();
    this.#o.onLost(reason);
  }

  /** Ends a search, and lets the dongle go. */
  async close(): Promise<void> {
    this.#finish();
    await this.#turn;
    await this.#port.close();
  }

  #finish(): void {
    this.#isOver = true;
    this.#search?.abort();
    this.#ears.end();
  }

  #take(answer: DongleAnswer): void {
    this.#heardAtMs = this.#o.clock.now();
    const { func, id = this.#connected, code, text } = answer;
    if (isConnected(answer) && id !== undefined) this.#toyCame(id);
    if (func === "toyData" && text !== undefined && id !== undefined && id === this.#taken) {
      this.#connected = id;
      this.#deliver?.(utf8(text));
    }
    if (isGone(answer) && id !== undefined && id === this.#connected) this.#toyLeft(code);
    this.#ears.hear(answer);
  }

  #toyCame(id: HardwareId): void {
    if (this.#taken !== undefined && this.#taken !== id) return;
    this.#connected = id;
    if (this.#taken === undefined) this.#o.onToy(id);
  }

  #toyLeft(code: number | undefined): void {
    this.#connected = undefined;
    this.#hardware?.lost(`the toy left the dongle, which says ${code}`);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** A connection ends a search; one that does not come about only interrupts it. */
  async #findInTurns(signal: AbortSignal): Promise<HardwareId | undefined> {
    for (;;) {
      const id = await this.#inTurn(() => this.#find(signal));
      if (id !== undefined || signal.aborted || this.#isOver || this.#hardware !== undefined) return id;
      if (this.#taken === undefined) return undefined;
    }
  }

  async #find(signal: AbortSignal): Promise<HardwareId | undefined> {
    if (signal.aborted || this.#isOver || this.#taken !== undefined) return undefined;
    if (this.#connected !== undefined) return this.#connected;
    const search = new AbortController();
    this.#search = search;
    const unlisten = onAbort(signal, () => search.abort());
    try {
      return await this.#searchUntil(search.signal);
    } finally {
      unlisten();
      this.#search = undefined;
    }
  }

  async #searchUntil(signal: AbortSignal): Promise<HardwareId | undefined> {
    const { clock, logger } = this.#o;
    for (;;) {
      const begunAtMs = clock.now();
      const heard = this.#ears.next(searchResult, searchLimitMs, signal);
      await this.#port.send({ type: "toy", func: "search" });
      const result = await heard;
      if (result !== searchEnded) await this.#stopSearch();
      if (result?.id !== undefined || signal.aborted) return result?.id;
      if (this.#heardAtMs < begunAtMs) {
        logger.log("warn", "lovense-dongle", "the dongle is silent; plug it out and in again");
      }
      await sleep(clock, Math.max(0, begunAtMs + searchPauseMs - clock.now()), signal);
    }
  }

  async #stopSearch(): Promise<void> {
    const stopped = this.#ears.next((answer) => (isSearchEnd(answer) ? answer : undefined), stopSearchLimitMs);
    await this.#port.send({ type: "usb", func: "stopSearch" });
    await stopped;
  }

  async #connect(id: HardwareId, signal: AbortSignal): Promise<void> {
    const { connectLimitMs } = this.#o;
    if (signal.aborted) throw abortedError(signal);
    if (this.#connected === id) return;
    const heard = this.#ears.next((answer) => connectResult(answer, id), connectLimitMs, signal);
    // There is no command for connecting: the dongle connects to whoever a command is for.
    await this.#command(id, utf8("DeviceType;"));
    const result = await heard;
    if (signal.aborted) throw abortedError(signal);
    if (this.#isOver) throw connectFailed(id, "the dongle is gone");
    if (result === undefined) throw connectFailed(id, `the toy did not answer within ${connectLimitMs} ms`);
    if (isGone(result)) throw connectFailed(id, `the dongle cannot reach the toy, and says ${result.code}`);
  }

  #link(id: HardwareId): Link {
    return {
      write: (_endpoint, data) => this.#command(id, data),
      listen: async (endpoint, deliver) => {
        if (endpoint !== "rx") return async () => {};
        this.#deliver = deliver;
        return async () => {
          this.#deliver = undefined;
        };
      },
      close: async () => {
        this.#taken = this.#hardware = this.#deliver = undefined;
      },
    };
  }

  #command(id: HardwareId, data: Uint8Array): Promise<void> {
    const cmd = fromUtf8(data);
    if (cmd !== undefined) return this.#port.send({ type: "toy", func: "command", id, cmd });
    return Promise.reject(new ButtplugError("hardware/write-failed", "the dongle carries text, and this is none"));
  }
}
