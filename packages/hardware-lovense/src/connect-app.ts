import { ButtplugError, type Clock, type EndpointPlan, fromUtf8, type HardwareId, sleep } from "@buttplug-ts/core";
import { HardwareConnection, type Link, OperationQueue } from "@buttplug-ts/hardware-kit";
import { type ConnectToy, toysIn } from "./connect-answers.js";
import { type HttpAnswer, httpGet } from "./http-get.js";

/** An answer of the app is shorter by far. */
const limitBytes = 65_536;

export interface ConnectAppOptions {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** The time between two questions for the toys, in milliseconds. */
  readonly pollMs: number;
  /** How long one request may take, in milliseconds. */
  readonly requestLimitMs: number;
  /** Ends everything. */
  readonly signal: AbortSignal;
  readonly onListing: (app: ConnectApp) => void;
  /** A toy is there that may have run on. */
  readonly onReturned: (toy: ConnectToy) => void;
}

interface OpenToy {
  readonly connection: HardwareConnection;
  batteryPercent: number;
}

/** What the app has, or why that is not known, in a few words. */
export type Listing =
  | { readonly toys: readonly ConnectToy[]; readonly failed?: undefined }
  | { readonly toys?: undefined; readonly failed: string };

/** One Lovense Connect app, on a phone or a computer. */
export class ConnectApp {
  /** Such as `http://192.168.1.5:20010`. */
  readonly address: string;
  readonly #o: ConnectAppOptions;
  readonly #open = new Map<HardwareId, OpenToy>();
  /** Toys that were in use when the app fell silent, or whose last command may not have arrived. They may run on. */
  readonly #missed = new Set<HardwareId>();
  #listing: Listing = { failed: "it has not been asked yet" };
  #next: Promise<Listing> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #endedAtMs = Number.NEGATIVE_INFINITY;
  #isPolling = false;

  constructor(address: string, options: ConnectAppOptions) {
    this.address = address;
    this.#o = options;
  }

  /** What it said last. */
  get listing(): Listing {
    return this.#listing;
  }

  /** Whether a toy was let go that may run on. */
  get isMissed(): boolean {
    return this.#missed.size > 0;
  }

  /**
   * What it says from now on. Never rejects. The app crashes when it is asked too often, so all who ask share the next
   * question that may be put.
   */
  list(): Promise<Listing> {
    this.#next ??= this.#last.then(() => this.#listInTime());
    return this.#next;
  }

  open({ id, batteryPercent }: ConnectToy, plan: EndpointPlan): HardwareConnection {
    const { clock } = this.#o;
    const connection = new HardwareConnection({ id, plan, endpoints: ["tx", "rx"], link: this.#link(id), clock });
    this.#open.set(id, { connection, batteryPercent });
    void this.#poll();
    return connection;
  }

  async #poll(): Promise<void> {
    if (this.#isPolling) return;
    this.#isPolling = true;
    while (this.#open.size > 0) await this.list();
    this.#isPolling = false;
  }

  async #listInTime(): Promise<Listing> {
    const { clock, pollMs, signal } = this.#o;
    const pauseMs = this.#endedAtMs + pollMs - clock.now();
    if (pauseMs > 0) await sleep(clock, pauseMs, signal).catch(() => {});
    this.#next = undefined;
    const asking = this.#ask();
    this.#last = asking;
    return asking;
  }

  async #ask(): Promise<Listing> {
    const { text, failed } = await this.#get("GetToys", limitBytes, this.#o.signal);
    const toys = text === undefined ? undefined : toysIn(text);
    this.#endedAtMs = this.#o.clock.now();
    this.#listing = toys ? { toys } : { failed: failed ?? "an answer that cannot be read" };
    this.#o.onListing(this);
    for (const [id, open] of this.#open) this.#update(id, open);
    for (const toy of toys ?? []) if (toy.isConnected && this.#missed.has(toy.id)) this.#o.onReturned(toy);
    if (toys) this.#missed.clear();
    return this.#listing;
  }

  #update(id: HardwareId, open: OpenToy): void {
    const { toys, failed } = this.#listing;
    if (toys === undefined) {
      this.#missed.add(id);
      return open.connection.lost(`the Lovense Connect app does not answer: ${failed}`, "failure");
    }
    const toy = toys.find((each) => each.id === id);
    if (toy?.isConnected) open.batteryPercent = toy.batteryPercent;
    else open.connection.lost("the toy is not connected to the Lovense Connect app any more");
  }

  #link(id: HardwareId): Link {
    const queue = new OperationQueue();
    const closing = new AbortController();
    // A command that is late must not come after those of the next connection.
    const signal = AbortSignal.any([this.#o.signal, closing.signal]);
    let isUnsure = false;
    const send = async (data: Uint8Array) => {
      isUnsure = true;
      await this.#command(data, signal);
      isUnsure = false;
    };
    return {
      write: (_endpoint, data) => queue.write(() => send(data)),
      read: async (endpoint) => {
        if (endpoint === "rx") return Uint8Array.of(this.#open.get(id)?.batteryPercent ?? 0);
        throw new ButtplugError("hardware/read-failed", `nothing can be read at ${endpoint}`, {
          details: { endpoint },
        });
      },
      close: async () => {
        if (isUnsure) this.#missed.add(id);
        closing.abort();
        this.#open.delete(id);
      },
    };
  }

  async #command(data: Uint8Array, signal: AbortSignal): Promise<void> {
    const path = fromUtf8(data);
    const { failed } = path === undefined ? { failed: "this is no text" } : await this.#get(path, 0, signal);
    if (failed === undefined) return;
    throw new ButtplugError("hardware/write-failed", `the Lovense Connect app did not take a command: ${failed}`);
  }

  #get(path: string, mostBytes: number, signal: AbortSignal): Promise<HttpAnswer> {
    const { fetch, clock, requestLimitMs } = this.#o;
    const options = { fetch, clock, limitMs: requestLimitMs, signal, limitBytes: mostBytes };
    return httpGet(`${this.address}/${path}`, options);
  }
}
