import {
  type Advertisement,
  ButtplugError,
  type Clock,
  type Endpoint,
  type EndpointPlan,
  type HardwareId,
  type ModelDefinition,
  systemClock,
  type UsbPair,
} from "@buttplug-ts/core";
import type { Hardware } from "@buttplug-ts/hardware";
import type { DeviceSimulation, SimulatedLevel, SimulatedReply, Simulator } from "@buttplug-ts/protocol-kit";
import { noFaults, type SimulatedFaults, takeFault } from "./simulated-faults.js";
import { SimulatedHardware, type WriteOutcome } from "./simulated-hardware.js";
import { type RecordedWrite, WriteRecord } from "./write-record.js";

export interface SimulatedDeviceOptions {
  /** Default: given by the manager, in the order of its devices. */
  readonly address?: HardwareId;
  /** Milliseconds between commits that the bus asks for; 0 for none. Default: 75 on Bluetooth, 0 elsewhere. */
  readonly gapMs?: number;
  /** Percent. Default: what the protocol's simulator says. */
  readonly battery?: number;
  /** In dBm. Default: -60. */
  readonly rssi?: number;
  readonly needsKeepalive?: boolean;
  /** How many writes are kept. Default: 10,000. */
  readonly recordLimit?: number;
  /** Whether the device is in range from the start. Default: true. */
  readonly present?: boolean;
}

/** Where a simulated device is found. UUIDs are lower-case and 128 bits long. */
export type SimulatedBus =
  | { readonly kind: "bluetooth"; readonly services: readonly string[]; readonly advertised: readonly string[] }
  | { readonly kind: "serial"; readonly port: string }
  | ({ readonly kind: "hid" | "usb" } & UsbPair)
  | { readonly kind: "websocket" | "xinput" | "lovense-connect" };

/** What a simulated device is. `simulate` fills it from the device database. */
export interface SimulatedDeviceParts {
  readonly model: ModelDefinition;
  readonly bus: SimulatedBus;
  /** What the device calls itself. Default: what its simulator says, else the model's name. */
  readonly name?: string;
  /** Without one the device takes every write in silence. */
  readonly simulator?: Simulator;
}

/** What a manager gives to its devices. */
export interface SimulatedHome {
  readonly clock: Clock;
  readonly address: HardwareId;
  readonly onAppear: (device: SimulatedDevice) => void;
}

/** A device that is not there: it answers writes like the real one, and does what tests tell it. */
export class SimulatedDevice {
  readonly model: ModelDefinition;
  /** What goes wrong, such as `device.faults.failWrites = 2`. */
  readonly faults: SimulatedFaults = noFaults();
  readonly #parts: SimulatedDeviceParts;
  readonly #options: SimulatedDeviceOptions;
  readonly #simulation: DeviceSimulation | undefined;
  readonly #record: WriteRecord;
  readonly #listeners = new Set<(write: RecordedWrite) => void>();
  #home: SimulatedHome | undefined;
  #hardware: SimulatedHardware | undefined;
  #present: boolean;
  #battery = 100;
  #writesUntilVanished = Number.POSITIVE_INFINITY;
  #stalled = false;

  constructor(parts: SimulatedDeviceParts, options: SimulatedDeviceOptions = {}) {
    this.#parts = parts;
    this.#options = options;
    this.model = parts.model;
    this.#simulation = parts.simulator?.open(parts.model);
    this.#record = new WriteRecord(options.recordLimit ?? 10_000);
    this.#present = options.present ?? true;
    if (options.battery !== undefined) this.battery = options.battery;
  }

  /** Empty until a manager has the device. */
  get address(): HardwareId {
    return this.#options.address ?? this.#home?.address ?? "";
  }

  /** Whether the device is in range. */
  get present(): boolean {
    return this.#present;
  }

  get connected(): boolean {
    return this.#hardware !== undefined;
  }

  /** The newest writes that reached the device, oldest first. */
  get writes(): readonly RecordedWrite[] {
    return this.#record.newest();
  }

  /** What the outputs do; empty for a device without a simulator. */
  get levels(): readonly SimulatedLevel[] {
    return this.#simulation?.levels() ?? [];
  }

  /** Percent. */
  get battery(): number {
    return this.#simulation?.battery ?? this.#battery;
  }

  set battery(percent: number) {
    if (this.#simulation) this.#simulation.battery = percent;
    this.#battery = percent;
  }

  get advertisement(): Advertisement {
    const { bus, simulator } = this.#parts;
    const id = this.address;
    const name = this.#parts.name ?? simulator?.advertisedName(this.model) ?? this.model.name;
    if (bus.kind === "serial") return { kind: bus.kind, id, port: bus.port };
    if (bus.kind !== "bluetooth") return { ...bus, id, name };
    const manufacturerData = simulator?.manufacturerData?.(this.model) ?? [];
    return { kind: bus.kind, id, name, services: bus.advertised, manufacturerData };
  }

  /** Calls `listener` after each write that reached the device. Returns the function that ends it. */
  onWrite(listener: (write: RecordedWrite) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Comes into range; who watches the manager hears of it. */
  appear(): void {
    if (this.#present) return;
    this.#present = true;
    this.#home?.onAppear(this);
  }

  /** Goes out of range. A connection ends, and writes that wait reject. */
  vanish(): void {
    this.#present = false;
    this.#writesUntilVanished = Number.POSITIVE_INFINITY;
    this.#hardware?.close({ by: "remote", reason: "the device went out of range" });
  }

  /** Vanishes in the middle of the n-th next write, 1 for the very next. That write fails. */
  vanishOnWrite(n: number): void {
    this.#writesUntilVanished = n;
  }

  /** From now on writes reach the device but do not settle, until the returned function is called or the link ends. */
  stall(): () => void {
    this.#stalled = true;
    return () => {
      this.#stalled = false;
      this.#hardware?.releaseWrites();
    };
  }

  /** Sends a notification, if the device is connected. */
  inject(endpoint: Endpoint, data: Uint8Array): void {
    this.#hardware?.notify(endpoint, data);
  }

  /** @internal Called by the manager that has the device. */
  moveInto(home: SimulatedHome): void {
    if (this.#home) {
      throw new ButtplugError("usage/invalid-argument", `${this.model.name} already belongs to a manager`, {
        details: { argument: "devices" },
      });
    }
    this.#home = home;
  }

  /** @internal The connection, or undefined if none of the plans fits. */
  connect(plans: readonly EndpointPlan[]): Hardware | undefined {
    const { bus, model } = this.#parts;
    const plan = plans.find((each) => endpointsOf(bus, model, each).length > 0);
    if (plan === undefined || takeFault(this.faults, "refuseConnections")) return undefined;
    this.#hardware = new SimulatedHardware({
      id: this.address,
      plan,
      endpoints: endpointsOf(bus, model, plan),
      gapMs: this.#options.gapMs ?? (bus.kind === "bluetooth" ? 75 : 0),
      needsKeepalive: this.#options.needsKeepalive ?? false,
      rssi: this.#options.rssi ?? -60,
      clock: this.#clock,
      write: (endpoint, data, withResponse) => this.#take(endpoint, data, withResponse),
      read: (endpoint) => this.#read(endpoint),
      subscribed: (endpoint) => {
        for (const reply of this.#simulation?.subscribed?.(endpoint) ?? []) this.#answer(reply);
      },
      onClosed: () => {
        this.#hardware = undefined;
      },
    });
    return this.#hardware;
  }

  /** @internal */
  disconnect(): void {
    this.#hardware?.close({ by: "local", reason: "the manager was disposed" });
  }

  #read(endpoint: Endpoint): Uint8Array | undefined {
    const own = this.#simulation?.read?.(endpoint);
    return own ?? (endpoint === "rxblebattery" ? Uint8Array.of(this.battery) : undefined);
  }

  get #clock(): Clock {
    return this.#home?.clock ?? systemClock;
  }

  #take(endpoint: Endpoint, data: Uint8Array, withResponse: boolean): WriteOutcome {
    this.#writesUntilVanished -= 1;
    if (this.#writesUntilVanished <= 0) {
      this.vanish();
      return "lost";
    }
    if (takeFault(this.faults, "failWrites")) return "failed";
    if (!takeFault(this.faults, "loseWrites")) {
      const write = { endpoint, data, withResponse, atMs: this.#clock.now() };
      this.#record.add(write);
      for (const reply of this.#simulation?.receive(endpoint, data) ?? []) this.#answer(reply);
      for (const listener of this.#listeners) listener(write);
    }
    return this.#stalled ? "stalled" : this.faults.writeMs;
  }

  #answer({ endpoint, data }: SimulatedReply): void {
    if (takeFault(this.faults, "loseAnswers")) return;
    const hardware = this.#hardware;
    const answer = this.faults.wrongAnswers.shift() ?? data;
    if (this.faults.answerMs === 0) hardware?.notify(endpoint, answer);
    else this.#clock.after(this.faults.answerMs, () => hardware?.notify(endpoint, answer));
  }
}

/** What of a plan the device has. Buses that are one pipe look alike to every protocol, so only the device's own fits. */
function endpointsOf(bus: SimulatedBus, model: ModelDefinition, plan: EndpointPlan): readonly Endpoint[] {
  if (plan.kind !== bus.kind) return [];
  if (plan.kind !== "bluetooth") return plan.protocol === model.protocol ? (plan.endpoints ?? ["tx", "rx"]) : [];
  const services = bus.kind === "bluetooth" ? bus.services : [];
  const found = services.flatMap((service) => Object.keys(plan.services[service] ?? {}) as Endpoint[]);
  return [...new Set(found)];
}
