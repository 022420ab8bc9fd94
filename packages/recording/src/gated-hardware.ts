import type {
  Advertisement,
  Clock,
  Endpoint,
  EndpointPlan,
  HardwareId,
  Observable,
  ScanFilters,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareClosed, HardwareManager, Unsubscribe } from "@buttplug-ts/hardware";

/** A write that waits at the gate. */
export interface GatedWrite {
  readonly endpoint: Endpoint;
  readonly data: Uint8Array;
  readonly withResponse: boolean;
  readonly atMs: number;
  /** Lets it reach the device. */
  readonly pass: () => void;
  readonly fail: (error: unknown) => void;
}

/** Holds writes back, so that each takes as long as it took in the recording. */
export class WriteGate {
  /** Open: writes go through at once. */
  isOpen = true;
  /** The write that waits. A server has no more than one under way. */
  waiting: GatedWrite | undefined;
}

type WriteOptions = { readonly withResponse: boolean };

class GatedHardware implements Hardware {
  readonly plan: EndpointPlan;
  readonly endpoints: readonly Endpoint[];
  readonly gapMs: number;
  readonly needsKeepalive: boolean;
  readonly closed: Promise<HardwareClosed>;
  readonly #inner: Hardware;
  readonly #gate: WriteGate;
  readonly #clock: Clock;

  constructor(inner: Hardware, gate: WriteGate, clock: Clock) {
    this.#inner = inner;
    this.#gate = gate;
    this.#clock = clock;
    this.plan = inner.plan;
    this.endpoints = inner.endpoints;
    this.gapMs = inner.gapMs;
    this.needsKeepalive = inner.needsKeepalive;
    this.closed = inner.closed;
  }

  write(endpoint: Endpoint, data: Uint8Array, options: WriteOptions): Promise<void> {
    if (this.#gate.isOpen) return this.#inner.write(endpoint, data, options);
    return new Promise((resolve, fail) => {
      const pass = () => void this.#inner.write(endpoint, data, options).then(resolve, fail);
      const { withResponse } = options;
      this.#gate.waiting = { endpoint, data, withResponse, atMs: this.#clock.now(), pass, fail };
    });
  }

  read(endpoint: Endpoint, options: { readonly timeoutMs: number }): Promise<Uint8Array> {
    return this.#inner.read(endpoint, options);
  }

  subscribe(endpoint: Endpoint, listener: (data: Uint8Array) => void): Promise<Unsubscribe> {
    return this.#inner.subscribe(endpoint, listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inner[Symbol.asyncDispose]();
  }
}

/** A manager whose devices have a gate in front of them. */
export class GatedHardwareManager implements HardwareManager {
  readonly #inner: HardwareManager;
  readonly #gate: WriteGate;
  readonly #clock: Clock;

  constructor(inner: HardwareManager, gate: WriteGate, clock: Clock) {
    this.#inner = inner;
    this.#gate = gate;
    this.#clock = clock;
  }

  get name(): string {
    return this.#inner.name;
  }

  get availability(): Observable<Availability> {
    return this.#inner.availability;
  }

  get ready(): Promise<void> {
    return this.#inner.ready;
  }

  watch(arrivals: (advertisement: Advertisement) => void, options: { readonly signal: AbortSignal }): void {
    this.#inner.watch(arrivals, options);
  }

  scan(filters: ScanFilters, options: { readonly signal: AbortSignal }): AsyncIterable<Advertisement> {
    return this.#inner.scan(filters, options);
  }

  async open(id: HardwareId, plans: readonly EndpointPlan[], options: { signal: AbortSignal }): Promise<Hardware> {
    return new GatedHardware(await this.#inner.open(id, plans, options), this.#gate, this.#clock);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inner[Symbol.asyncDispose]();
  }
}
