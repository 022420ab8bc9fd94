import {
  type Advertisement,
  abortedError,
  ButtplugError,
  type Clock,
  type Endpoint,
  type EndpointPlan,
  type Observable,
  ObservableValue,
  toHex,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareClosed, HardwareManager } from "@buttplug-ts/hardware";

/** A write that reached a fake device. */
export interface FakeWrite {
  readonly endpoint: Endpoint;
  /** The bytes as `f1 40`. */
  readonly hex: string;
  readonly withResponse: boolean;
  readonly atMs: number;
}

export interface FakeDeviceOptions {
  readonly name: string;
  /** Default: the name. */
  readonly id?: string;
  /** Default: `tx` and `rx`. */
  readonly endpoints?: readonly Endpoint[];
  /** Default: 0. */
  readonly gapMs?: number;
  readonly needsKeepalive?: boolean;
  /** What `rssi()` gives, in dBm. Default: the hardware cannot tell. */
  readonly rssi?: number;
}

/** What the next writes do instead of succeeding. `hang`: nothing, until the device leaves. */
export type WriteFault = "fail" | "hang" | "vanish";

/** A device without a protocol of its own: it records what it gets and does what the test says. */
export class FakeDevice {
  readonly o: FakeDeviceOptions;
  readonly writes: FakeWrite[] = [];
  /** Values that the next reads of an endpoint give; without one a read fails. */
  readonly reads: Map<Endpoint, Uint8Array[]> = new Map();
  /** One entry a subscribe or unsubscribe that reached the device. */
  readonly subscriptions: string[] = [];
  /** Faults of the coming writes, first one first; then writes succeed again. */
  readonly writeFaults: WriteFault[] = [];
  /** Whether subscribing and unsubscribing never end. */
  subscribeHangs = false;
  /** Milliseconds that a write takes. */
  writeMs = 0;
  /** Called with every write that reached the device, before it settles. */
  onWrite: (write: FakeWrite) => void = () => {};
  present: boolean = true;
  hardware: FakeHardware | undefined;

  constructor(options: FakeDeviceOptions) {
    this.o = options;
  }

  get id(): string {
    return this.o.id ?? this.o.name;
  }

  get connected(): boolean {
    return this.hardware !== undefined;
  }

  /** Endpoint and bytes of all writes since the last call, such as `tx f1 40`. */
  takeWrites(): readonly string[] {
    return this.writes.splice(0).map(({ endpoint, hex }) => `${endpoint} ${hex}`);
  }

  /** Sends a notification to whoever subscribed. */
  notify(endpoint: Endpoint, data: Uint8Array): void {
    this.hardware?.notify(endpoint, data);
  }

  /** Goes out of range; an open connection breaks. */
  vanish(): void {
    this.present = false;
    this.hardware?.close({ by: "remote", reason: "the device left" });
  }
}

class FakeHardware implements Hardware {
  readonly plan: EndpointPlan;
  readonly endpoints: readonly Endpoint[];
  readonly gapMs: number;
  readonly needsKeepalive: boolean;
  readonly closed: Promise<HardwareClosed>;
  readonly rssi?: () => Promise<number>;
  readonly #device: FakeDevice;
  readonly #clock: Clock;
  readonly #listeners = new Map<Endpoint, Set<(data: Uint8Array) => void>>();
  readonly #hanging = new Set<(error: ButtplugError) => void>();
  #settleClosed: (closed: HardwareClosed) => void = () => {};

  constructor(device: FakeDevice, plan: EndpointPlan, clock: Clock) {
    const { endpoints = ["tx", "rx"], gapMs = 0, needsKeepalive = false, rssi } = device.o;
    this.#device = device;
    this.#clock = clock;
    this.plan = plan;
    this.endpoints = endpoints;
    this.gapMs = gapMs;
    this.needsKeepalive = needsKeepalive;
    if (rssi !== undefined) this.rssi = () => Promise.resolve(rssi);
    this.closed = new Promise((resolve) => {
      this.#settleClosed = resolve;
    });
    device.hardware = this;
  }

  async write(
    endpoint: Endpoint,
    data: Uint8Array,
    { withResponse }: { readonly withResponse: boolean },
  ): Promise<void> {
    this.#check(endpoint);
    const device = this.#device;
    const fault = device.writeFaults.shift();
    if (fault === "fail") throw new ButtplugError("hardware/write-failed", "the fake write was told to fail");
    if (fault === "vanish") device.vanish();
    if (fault !== undefined) return this.#hang();
    const write = { endpoint, hex: toHex(data), withResponse, atMs: this.#clock.now() };
    device.writes.push(write);
    device.onWrite(write);
    if (device.writeMs > 0) await new Promise<void>((resolve) => this.#clock.after(device.writeMs, resolve));
  }

  async read(endpoint: Endpoint): Promise<Uint8Array> {
    this.#check(endpoint);
    const value = this.#device.reads.get(endpoint)?.shift();
    if (!value) throw new ButtplugError("hardware/read-failed", `nothing to read at ${endpoint}`);
    return value;
  }

  async subscribe(endpoint: Endpoint, listener: (data: Uint8Array) => void): Promise<() => Promise<void>> {
    this.#check(endpoint);
    const listeners = this.#listeners.get(endpoint) ?? new Set();
    this.#listeners.set(endpoint, listeners);
    listeners.add(listener);
    this.#device.subscriptions.push(`subscribe ${endpoint}`);
    const device = this.#device;
    if (device.subscribeHangs) await new Promise(() => {});
    return async () => {
      if (device.subscribeHangs) await new Promise(() => {});
      if (listeners.delete(listener)) this.#device.subscriptions.push(`unsubscribe ${endpoint}`);
    };
  }

  notify(endpoint: Endpoint, data: Uint8Array): void {
    for (const listener of this.#listeners.get(endpoint) ?? []) listener(data);
  }

  close(closed: HardwareClosed): void {
    if (this.#device.hardware !== this) return;
    this.#device.hardware = undefined;
    for (const fail of this.#hanging) fail(disconnected());
    this.#settleClosed(closed);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close({ by: "local", reason: "closed by this side" });
  }

  #check(endpoint: Endpoint): void {
    if (this.#device.hardware !== this) throw disconnected();
    if (!this.endpoints.includes(endpoint)) {
      throw new ButtplugError("hardware/endpoint-missing", `the device has no endpoint ${endpoint}`);
    }
  }

  #hang(): Promise<void> {
    return new Promise((_, reject) => {
      this.#hanging.add(reject);
      if (this.#device.hardware !== this) reject(disconnected());
    });
  }
}

function disconnected(): ButtplugError {
  return new ButtplugError("hardware/disconnected", "the fake device is not connected");
}

/** A bus of fake devices. A scan reports those that are present and not connected, then ends unless told to go on. */
export class FakeHardwareManager implements HardwareManager {
  readonly name: string;
  ready: Promise<void> = Promise.resolve();
  readonly devices: FakeDevice[];
  /** Whether a scan goes on until it is aborted. */
  endless = false;
  /** Thrown by the next scans, if set. */
  scanError: Error | undefined;
  disposed = false;
  readonly #availability = new ObservableValue<Availability>({ usable: true });
  readonly #clock: Clock;
  #arrivals: ((advertisement: Advertisement) => void) | undefined;

  constructor(clock: Clock, devices: readonly FakeDevice[], name: string = "fake") {
    this.#clock = clock;
    this.devices = [...devices];
    this.name = name;
  }

  get availability(): Observable<Availability> {
    return this.#availability;
  }

  setAvailability(availability: Availability): void {
    this.#availability.set(availability);
  }

  watch(arrivals: (advertisement: Advertisement) => void, { signal }: { readonly signal: AbortSignal }): void {
    this.#arrivals = arrivals;
    signal.addEventListener("abort", () => {
      this.#arrivals = undefined;
    });
  }

  /** Reports a device without a scan. */
  arrive(device: FakeDevice): void {
    device.present = true;
    if (!this.devices.includes(device)) this.devices.push(device);
    this.#arrivals?.(advertise(device));
  }

  async *scan(_filters: unknown, { signal }: { readonly signal: AbortSignal }): AsyncIterable<Advertisement> {
    if (this.scanError) throw this.scanError;
    for (const device of this.devices) {
      if (device.present && !device.connected && !signal.aborted) yield advertise(device);
    }
    if (!this.endless || signal.aborted) return;
    await new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve());
    });
  }

  async open(
    id: string,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    if (signal.aborted) throw abortedError(signal);
    const device = this.devices.find((each) => each.id === id);
    const plan = plans[0];
    if (!device?.present || device.connected || !plan) {
      throw new ButtplugError("hardware/connect-failed", `the fake device ${id} cannot be opened`);
    }
    return new FakeHardware(device, plan, this.#clock);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.disposed = true;
    for (const { hardware } of this.devices) await hardware?.[Symbol.asyncDispose]();
  }
}

function advertise({ id, o: { name } }: FakeDevice): Advertisement {
  return { kind: "bluetooth", id, name, services: [], manufacturerData: [] };
}
