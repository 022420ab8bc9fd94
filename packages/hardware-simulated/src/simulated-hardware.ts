import {
  abortedError,
  ButtplugError,
  type Clock,
  type Endpoint,
  type EndpointPlan,
  type HardwareId,
} from "@buttplug-ts/core";
import type { Hardware, HardwareClosed, Unsubscribe } from "@buttplug-ts/hardware";

/** How a write ended: after so many milliseconds, or not well. */
export type WriteOutcome = number | "stalled" | "failed" | "lost";

/** What a connection needs of its device. */
export interface SimulatedHardwareParts {
  readonly id: HardwareId;
  readonly plan: EndpointPlan;
  readonly endpoints: readonly Endpoint[];
  readonly gapMs: number;
  readonly needsKeepalive: boolean;
  readonly rssi: number;
  readonly clock: Clock;
  readonly write: (endpoint: Endpoint, data: Uint8Array, withResponse: boolean) => WriteOutcome;
  readonly read: (endpoint: Endpoint) => Uint8Array | undefined;
  readonly subscribed: (endpoint: Endpoint) => void;
  readonly onClosed: () => void;
}

type Listener = (data: Uint8Array) => void;

/** The connection to a simulated device. */
export class SimulatedHardware implements Hardware {
  readonly plan: EndpointPlan;
  readonly endpoints: readonly Endpoint[];
  readonly gapMs: number;
  readonly needsKeepalive: boolean;
  readonly closed: Promise<HardwareClosed>;
  readonly #parts: SimulatedHardwareParts;
  readonly #listeners = new Map<Endpoint, Set<Listener>>();
  readonly #waiting = new Set<{ resolve: () => void; reject: (error: ButtplugError) => void }>();
  #end: HardwareClosed | undefined;
  #settleClosed: (end: HardwareClosed) => void = () => {};

  constructor(parts: SimulatedHardwareParts) {
    this.#parts = parts;
    this.plan = parts.plan;
    this.endpoints = parts.endpoints;
    this.gapMs = parts.gapMs;
    this.needsKeepalive = parts.needsKeepalive;
    this.closed = new Promise((resolve) => {
      this.#settleClosed = resolve;
    });
  }

  write(
    endpoint: Endpoint,
    data: Uint8Array,
    options: { readonly withResponse: boolean; readonly signal?: AbortSignal },
  ): Promise<void> {
    const refusal = options.signal?.aborted ? abortedError(options.signal) : this.#refusal(endpoint);
    if (refusal) return Promise.reject(refusal);
    const outcome = this.#parts.write(endpoint, data, options.withResponse);
    if (outcome === 0) return settled;
    if (outcome === "lost") return Promise.reject(this.#disconnected());
    if (outcome === "failed") return Promise.reject(writeFailed(endpoint));
    return new Promise((resolve, reject) => {
      const waiting = { resolve, reject };
      this.#waiting.add(waiting);
      if (outcome === "stalled") return;
      this.#parts.clock.after(outcome, () => {
        if (this.#waiting.delete(waiting)) resolve();
      });
    });
  }

  read(endpoint: Endpoint): Promise<Uint8Array> {
    const refusal = this.#refusal(endpoint);
    if (refusal) return Promise.reject(refusal);
    const value = this.#parts.read(endpoint);
    if (value) return Promise.resolve(value);
    const error = new ButtplugError("hardware/read-failed", `a simulated device has nothing to read at ${endpoint}`, {
      details: { endpoint },
    });
    return Promise.reject(error);
  }

  subscribe(endpoint: Endpoint, listener: Listener): Promise<Unsubscribe> {
    const refusal = this.#refusal(endpoint);
    if (refusal) return Promise.reject(refusal);
    const entry: Listener = (data) => listener(data);
    const listeners = this.#listeners.get(endpoint) ?? new Set<Listener>();
    this.#listeners.set(endpoint, listeners.add(entry));
    this.#parts.subscribed(endpoint);
    return Promise.resolve(async () => {
      listeners.delete(entry);
    });
  }

  rssi(): Promise<number> {
    return this.#end ? Promise.reject(this.#disconnected()) : Promise.resolve(this.#parts.rssi);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close({ by: "local", reason: "the connection was closed on this side" });
  }

  /** Reaches those who listen when it arrives, a microtask from now. */
  notify(endpoint: Endpoint, data: Uint8Array): void {
    const listeners = this.#listeners.get(endpoint);
    if (listeners === undefined || listeners.size === 0) return;
    queueMicrotask(() => {
      if (this.#end) return;
      for (const listener of listeners) listener(data);
    });
  }

  releaseWrites(): void {
    for (const { resolve } of this.#waiting) resolve();
    this.#waiting.clear();
  }

  close(end: HardwareClosed): void {
    if (this.#end) return;
    this.#end = end;
    for (const { reject } of this.#waiting) reject(this.#disconnected());
    this.#waiting.clear();
    this.#listeners.clear();
    this.#parts.onClosed();
    this.#settleClosed(end);
  }

  #refusal(endpoint: Endpoint): ButtplugError | undefined {
    if (this.#end) return this.#disconnected();
    if (this.endpoints.includes(endpoint)) return undefined;
    return new ButtplugError("hardware/endpoint-missing", `the device has no endpoint ${endpoint}`, {
      details: { endpoint },
    });
  }

  #disconnected(): ButtplugError {
    return new ButtplugError("hardware/disconnected", "the device is not connected any more", {
      details: { hardware: this.#parts.id },
    });
  }
}

const settled = Promise.resolve();

function writeFailed(endpoint: Endpoint): ButtplugError {
  return new ButtplugError("hardware/write-failed", "the simulated device was told to fail this write", {
    details: { endpoint },
  });
}
