import { ButtplugError, type Clock, type Endpoint, type EndpointPlan, type HardwareId, sleep } from "@buttplug-ts/core";
import type { Hardware, HardwareClosed, Unsubscribe } from "@buttplug-ts/hardware";
import type { CallOptions, Child } from "./child.js";
import type { CallName, Calls, Connected, Opened } from "./messages.js";

export interface ProcessHardwareOptions {
  readonly id: HardwareId;
  readonly plan: EndpointPlan;
  readonly opened: Opened;
  readonly child: Child;
  /** The id of the call that opened it. */
  readonly connection: number;
  readonly clock: Clock;
}

/** The names of calls about a connection. */
type ConnectedCall = { [K in CallName]: Calls[K]["args"] extends Connected ? K : never }[CallName];

/** How long closing may take before it counts as done. */
const closeLimitMs = 3_000;

/** A connection that is held by a child process. */
export class ProcessHardware implements Hardware {
  readonly plan: EndpointPlan;
  readonly endpoints: readonly Endpoint[];
  readonly gapMs: number;
  readonly needsKeepalive: boolean;
  readonly closed: Promise<HardwareClosed>;
  readonly rssi?: () => Promise<number>;
  readonly #o: ProcessHardwareOptions;
  #end: HardwareClosed | undefined;
  #closing: Promise<void> | undefined;
  #settleClosed: (end: HardwareClosed) => void = () => {};

  constructor(options: ProcessHardwareOptions) {
    const { plan, opened } = options;
    this.#o = options;
    this.plan = plan;
    this.endpoints = opened.endpoints;
    this.gapMs = opened.gapMs;
    this.needsKeepalive = opened.needsKeepalive;
    this.closed = new Promise((resolve) => {
      this.#settleClosed = resolve;
    });
    if (opened.hasRssi) this.rssi = () => this.#call("rssi", {}).result;
  }

  write(
    endpoint: Endpoint,
    data: Uint8Array,
    { withResponse, signal }: { readonly withResponse: boolean; readonly signal?: AbortSignal },
  ): Promise<void> {
    return this.#call("write", { endpoint, data, withResponse }, { signal }).result;
  }

  read(endpoint: Endpoint, options: { readonly length?: number; readonly timeoutMs: number }): Promise<Uint8Array> {
    return this.#call("read", { endpoint, ...options }).result;
  }

  async subscribe(endpoint: Endpoint, listener: (data: Uint8Array) => void): Promise<Unsubscribe> {
    let isWanted = true;
    const onEvent = (data: Uint8Array) => {
      if (isWanted) listener(data);
    };
    const { id, result } = this.#call("subscribe", { endpoint }, { onEvent });
    await result;
    return async () => {
      if (!isWanted) return;
      isWanted = false;
      if (this.#end === undefined) await this.#call("unsubscribe", { subscription: id }).result;
    };
  }

  /** The device left, or the process ended. Has no effect once the connection is closed. */
  finish(end: HardwareClosed): void {
    if (this.#end) return;
    this.#end = end;
    this.#o.child.abandon(this.#o.connection, end.reason);
    this.#settleClosed(end);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#end === undefined) {
      this.finish({ by: "local", reason: "the connection was closed on this side" });
      this.#closing = this.#close();
    }
    await this.#closing;
  }

  async #close(): Promise<void> {
    const { child, connection, clock } = this.#o;
    const limit = new AbortController();
    const close = child.call("close", { connection }, { onLost: (why) => this.#disconnected(why) });
    await Promise.race([close.result, sleep(clock, closeLimitMs, limit.signal)]).catch(() => {});
    limit.abort();
  }

  #call<K extends ConnectedCall>(
    call: K,
    args: Omit<Calls[K]["args"], "connection">,
    options: Omit<CallOptions<K>, "onLost"> = {},
  ): { readonly id: number; readonly result: Promise<Calls[K]["result"]> } {
    const { child, connection } = this.#o;
    if (this.#end) return { id: 0, result: Promise.reject(this.#disconnected(this.#end.reason)) };
    const all = { ...args, connection } as unknown as Calls[K]["args"];
    return child.call(call, all, { ...options, onLost: (why) => this.#disconnected(why) });
  }

  #disconnected(why: string): ButtplugError {
    return new ButtplugError("hardware/disconnected", `the device is not connected any more: ${why}`, {
      details: { hardware: this.#o.id },
    });
  }
}
