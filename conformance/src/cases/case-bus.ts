import {
  type Advertisement,
  ButtplugError,
  type Clock,
  type Endpoint,
  type EndpointPlan,
  type Observable,
  ObservableValue,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareClosed, HardwareManager, Unsubscribe } from "@buttplug-ts/hardware";
import { subscriptionText, writeText } from "./hardware-text.js";

/** What the fake bus wants between two commits (facts, "Device cases"). */
const gapMs = 1;

/** What the fake bus is called: the first part of the name of its hardware. */
export const busName = "case";

/** A command that reached the hardware. */
export interface Recorded {
  readonly text: string;
  /** Whether nothing but stops were asked for since the last command that drives. */
  readonly afterStop: boolean;
}

/** A device without a mind of its own: it records, and does what the case says. */
export class BusDevice {
  readonly advertisement: Advertisement;
  /** What reached the hardware and was not looked at yet. */
  readonly tape: Recorded[] = [];
  /** Set by whoever sends: see {@link Recorded}. */
  afterStop = false;
  isPresent = true;
  #open: BusHardware | undefined;
  readonly #reads = new Map<Endpoint, Uint8Array[]>();
  readonly #readers = new Map<Endpoint, ((data: Uint8Array) => void)[]>();

  constructor(name: string, address: string) {
    this.advertisement = { kind: "bluetooth", id: address, name, services: [], manufacturerData: [] };
  }

  get isConnected(): boolean {
    return this.#open !== undefined;
  }

  open(plan: EndpointPlan, clock: Clock): Hardware {
    this.#open = new BusHardware(this, plan, clock);
    return this.#open;
  }

  record(text: string): void {
    this.tape.push({ text, afterStop: this.afterStop });
  }

  notify(endpoint: Endpoint, data: Uint8Array): void {
    this.#open?.notify(endpoint, data);
  }

  /** Answers a read that waits, else one that comes. */
  queueRead(endpoint: Endpoint, data: Uint8Array): void {
    const waiting = this.#readers.get(endpoint)?.shift();
    if (waiting) waiting(data);
    else this.#reads.set(endpoint, [...(this.#reads.get(endpoint) ?? []), data]);
  }

  /** The next value of an endpoint; one that is not queued yet is waited for. */
  async read(endpoint: Endpoint, timeoutMs: number, clock: Clock): Promise<Uint8Array> {
    const value = this.#reads.get(endpoint)?.shift();
    if (value) return value;
    return new Promise((resolve, reject) => {
      const readers = this.#readers.get(endpoint) ?? [];
      const reader = (data: Uint8Array) => {
        cancel();
        resolve(data);
      };
      const cancel = clock.after(timeoutMs, () => {
        readers.splice(readers.indexOf(reader), 1);
        reject(new ButtplugError("hardware/read-failed", `the case has nothing to read at ${endpoint}`));
      });
      this.#readers.set(endpoint, readers);
      readers.push(reader);
    });
  }

  disconnect(): void {
    this.isPresent = false;
    this.#open?.close({ by: "remote", reason: "the case disconnects the device" });
  }

  closed(): void {
    this.#open = undefined;
  }
}

type Listener = (data: Uint8Array) => void;

class BusHardware implements Hardware {
  readonly plan: EndpointPlan;
  readonly endpoints: readonly Endpoint[];
  readonly gapMs: number = gapMs;
  readonly needsKeepalive: boolean = false;
  readonly closed: Promise<HardwareClosed>;
  readonly #device: BusDevice;
  readonly #clock: Clock;
  readonly #listeners = new Map<Endpoint, Set<Listener>>();
  #settleClosed: (closed: HardwareClosed) => void = () => {};
  #isClosed = false;

  constructor(device: BusDevice, plan: EndpointPlan, clock: Clock) {
    this.#device = device;
    this.#clock = clock;
    this.plan = plan;
    this.endpoints = endpointsOf(plan);
    this.closed = new Promise((resolve) => {
      this.#settleClosed = resolve;
    });
  }

  async write(endpoint: Endpoint, data: Uint8Array, options: { readonly withResponse: boolean }): Promise<void> {
    this.#check(endpoint);
    this.#device.record(writeText(endpoint, data, options.withResponse));
  }

  async read(endpoint: Endpoint, { timeoutMs }: { readonly timeoutMs: number }): Promise<Uint8Array> {
    this.#check(endpoint);
    return this.#device.read(endpoint, timeoutMs, this.#clock);
  }

  async subscribe(endpoint: Endpoint, listener: Listener): Promise<Unsubscribe> {
    this.#check(endpoint);
    const listeners = this.#listeners.get(endpoint) ?? new Set<Listener>();
    this.#listeners.set(endpoint, listeners.add(listener));
    this.#device.record(subscriptionText("subscribe", endpoint));
    return async () => {
      if (listeners.delete(listener)) this.#device.record(subscriptionText("unsubscribe", endpoint));
    };
  }

  notify(endpoint: Endpoint, data: Uint8Array): void {
    for (const listener of [...(this.#listeners.get(endpoint) ?? [])]) listener(data);
  }

  close(closed: HardwareClosed): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#device.closed();
    this.#settleClosed(closed);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close({ by: "local", reason: "closed by this side" });
  }

  #check(endpoint: Endpoint): void {
    if (this.#isClosed) throw new ButtplugError("hardware/disconnected", "the case's device is not connected");
    if (this.endpoints.includes(endpoint)) return;
    throw new ButtplugError("hardware/endpoint-missing", `no service of the device has an endpoint ${endpoint}`);
  }
}

/** Every endpoint that the plan names, as if the device had all of its services. */
function endpointsOf(plan: EndpointPlan): readonly Endpoint[] {
  if (plan.kind !== "bluetooth") return plan.endpoints ?? ["tx", "rx"];
  return [...new Set(Object.values(plan.services).flatMap((service) => Object.keys(service) as Endpoint[]))];
}

/** The fake bus of one run. A scan reports each device once. */
export class CaseBus implements HardwareManager {
  readonly name: string = busName;
  readonly ready: Promise<void> = Promise.resolve();
  readonly devices: readonly BusDevice[];
  readonly availability: Observable<Availability> = new ObservableValue<Availability>({ usable: true });
  readonly #clock: Clock;

  constructor(devices: readonly BusDevice[], clock: Clock) {
    this.devices = devices;
    this.#clock = clock;
  }

  watch(): void {}

  async *scan(): AsyncGenerator<Advertisement> {
    for (const device of this.devices) if (device.isPresent && !device.isConnected) yield device.advertisement;
  }

  async open(id: string, plans: readonly EndpointPlan[]): Promise<Hardware> {
    const device = this.devices.find(({ advertisement }) => advertisement.id === id);
    const [plan] = plans;
    if (device && plan && device.isPresent && !device.isConnected) return device.open(plan, this.#clock);
    throw new ButtplugError("hardware/connect-failed", `the case has no device ${id} to connect to`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const device of this.devices) device.disconnect();
  }
}
