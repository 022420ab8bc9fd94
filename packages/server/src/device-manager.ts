import {
  type Advertisement,
  ButtplugError,
  background,
  type Clock,
  type ConfigStore,
  type EndpointPlan,
  type Logger,
  onAbort,
  TypedEvents,
  textOf,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import type { HardwareManager } from "@buttplug-ts/hardware";
import type { ProtocolDefinition } from "@buttplug-ts/protocol-kit";
import { unknownDevice } from "./check-command.js";
import { type ConnectedDevice, connectDevice } from "./connect-device.js";
import { describeDevice } from "./describe-device.js";
import { DeviceMemory, memoryKeyOf } from "./device-memory.js";
import type { Driver } from "./drivers.js";
import { type Hold, Holds } from "./holds.js";
import type { Observation } from "./observation.js";
import { Reconnects } from "./reconnects.js";
import { ScanCycles } from "./scan-cycles.js";
import { ServerDevice } from "./server-device.js";
import { UserSettings } from "./user-settings.js";

export interface DeviceManagerOptions {
  readonly managers: readonly HardwareManager[];
  readonly protocols: readonly ProtocolDefinition[];
  readonly deviceDb: DeviceDatabase;
  readonly config: ConfigStore | undefined;
  readonly clock: Clock;
  readonly random: (count: number) => Uint8Array;
  readonly logger: Logger;
  readonly observation: Observation;
  readonly connectLimitMs: number;
  readonly batteryMaxAgeMs: number;
}

interface DeviceManagerEvents {
  /** The set of devices, or something visible of one, changed. */
  readonly changed: undefined;
}

/** Hardware that was found: enough to open it again. */
interface Found {
  readonly manager: HardwareManager;
  readonly advertisement: Advertisement;
  readonly plans: readonly EndpointPlan[];
  readonly hardwareKey: string;
}

/** What became, or becomes, of hardware that was to be connected. */
interface Attempt {
  readonly connecting: Promise<boolean>;
  /** Each has its own: platforms warn of a signal that many listen to. */
  readonly calledOff: AbortController;
}

/** Finds, connects, numbers and removes devices. */
export class DeviceManager {
  readonly scans: ScanCycles;
  readonly settings: UserSettings;
  readonly memory: DeviceMemory;
  readonly events: TypedEvents<DeviceManagerEvents>;
  /** Settles when the settings and what earlier runs left have been read. Until then nothing is connected. */
  readonly ready: Promise<void>;
  readonly #o: DeviceManagerOptions;
  readonly #protocols: ReadonlyMap<string, ProtocolDefinition>;
  #isReady = false;
  /** By their indexes, also those that are not announced yet: no other gets their index. */
  readonly #devices = new Map<number, ServerDevice>();
  readonly #closing = new AbortController();
  /** Hardware that is connecting or connected, so that it is not opened twice. */
  readonly #known = new Map<string, Attempt>();
  readonly #notDriven = new Set<string>();
  readonly #connected = new Map<ServerDevice, ConnectedDevice>();
  readonly #holds: Holds;
  readonly #reconnects: Reconnects;

  constructor(options: DeviceManagerOptions) {
    this.#o = options;
    const { managers, deviceDb, clock, logger, observation, config: store, random } = options;
    this.#protocols = new Map(options.protocols.map((protocol) => [protocol.key, protocol]));
    this.events = new TypedEvents((error) => logger.log("error", "devices", textOf(error)));
    this.#holds = new Holds(observation);
    this.#reconnects = new Reconnects({ clock, logger, observation });
    this.memory = new DeviceMemory({ store, random, logger });
    this.settings = new UserSettings({
      store,
      deviceDb,
      logger,
      connected: () => this.devices.map(({ summary: { hardware }, model }) => ({ hardware, model })),
      onChanged: (problems) => this.#resettle(problems),
    });
    this.ready = this.#load();
    this.scans = new ScanCycles({
      managers,
      filters: () => this.settings.scanFilters,
      ready: this.ready,
      clock,
      logger,
      observation,
      onFound: (manager, advertisement) => this.#found(manager, advertisement),
      settled: () => this.#settled(),
    });
    for (const manager of managers) this.#watch(manager);
  }

  /** Connected devices in ascending order of their index. */
  get devices(): readonly ServerDevice[] {
    return [...this.#connected.keys()].sort((a, b) => a.index - b.index);
  }

  find(index: number): ServerDevice | undefined {
    const device = this.#devices.get(index);
    return device && this.#connected.has(device) ? device : undefined;
  }

  /** @throws ButtplugError `device/unknown`, which names the devices that exist. */
  device(index: number): ServerDevice {
    const device = this.find(index);
    if (device) return device;
    throw unknownDevice(
      index,
      this.devices.map((each) => each.index),
    );
  }

  /** Forgets hardware that is not connected. */
  forget(hardware: string): void {
    if (this.devices.some(({ summary }) => summary.hardware === hardware)) return;
    for (const device of this.memory.devices) {
      if (device.hardware === hardware) this.memory.forget(memoryKeyOf(device));
    }
  }

  /** Stops every device. Resolves when all have been tried; failures drop their links and are logged. */
  async stopAll(): Promise<void> {
    await Promise.all(this.devices.map((device) => this.#stopped(device.stop())));
  }

  /** Stops what `driver` drives. */
  async stopDrivenBy(driver: Driver): Promise<void> {
    await Promise.all(this.devices.map((device) => this.#stopped(device.stopDrivenBy(driver))));
  }

  /** Stops devices, all without `which`, and refuses outputs until the hold is released. */
  hold(by: string, which?: readonly (number | string)[]): Hold {
    const known = [...this.devices.map(({ summary }) => summary), ...this.memory.devices];
    const held = which?.map((one) => {
      if (typeof one === "number") return this.device(one).summary;
      return known.find(({ hardware }) => hardware === one) ?? { hardware: one };
    });
    const isHeld = ({ summary }: ServerDevice) => held?.some(({ hardware }) => hardware === summary.hardware) ?? true;
    const devices = this.devices.filter(isHeld);
    return this.#holds.add(by, held, async () => {
      await Promise.all(devices.map((device) => device.stop()));
    });
  }

  /** Stops and closes all devices and managers. */
  async close(): Promise<void> {
    this.scans.stopAll();
    this.#reconnects.cancelAll();
    this.#closing.abort();
    for (const { calledOff } of this.#known.values()) calledOff.abort();
    await Promise.all(this.devices.map((device) => this.#putToRest(device)));
    await Promise.all([...this.#connected.values()].map(({ hardware }) => hardware[Symbol.asyncDispose]()));
    await this.#settled();
    const disposed = this.#o.managers.map(async (manager) => manager[Symbol.asyncDispose]());
    for (const { reason } of (await Promise.allSettled(disposed)).filter(isRejected)) {
      this.#o.logger.log("error", "devices", textOf(reason));
    }
    await this.memory.flush();
  }

  async #load(): Promise<void> {
    // Both are waited for: with limits that are still being read nothing may be driven.
    const loads = [this.memory.load(), this.settings.load(this.#closing.signal)];
    for (const { reason } of (await Promise.allSettled(loads)).filter(isRejected)) {
      this.#o.logger.log("error", "config", `what is known of devices could not be read: ${textOf(reason)}`);
    }
    this.#isReady = true;
  }

  async #putToRest(device: ServerDevice): Promise<void> {
    if (await this.#stopped(device.retire())) this.#atRest(device);
  }

  #atRest(device: ServerDevice): void {
    this.memory.markDriven(memoryKeyOf(device.summary), false);
  }

  async #stopped(stop: Promise<void>): Promise<boolean> {
    try {
      await stop;
      return true;
    } catch (error) {
      this.#o.logger.log("error", "devices", textOf(error));
      return false;
    }
  }

  #watch(manager: HardwareManager): void {
    const { signal } = this.#closing;
    try {
      manager.watch((advertisement) => this.#arrived(manager, advertisement), { signal });
      const unsubscribe = manager.availability.subscribe(({ usable }) => {
        if (usable) this.#reconnects.busIsBack(manager);
      });
      onAbort(signal, unsubscribe);
    } catch (error) {
      this.#o.logger.log("warn", "devices", `watching with ${manager.name} failed: ${textOf(error)}`);
    }
  }

  #found(manager: HardwareManager, advertisement: Advertisement): void {
    const found = this.#recognized(manager, advertisement);
    if (found) void this.#tryConnect(found);
  }

  /** What was just plugged in may not be ready yet, and no scan will come by: it is tried again. */
  #arrived(manager: HardwareManager, advertisement: Advertisement): void {
    if (!this.#isReady) return void this.ready.then(() => this.#arrived(manager, advertisement));
    const found = this.#recognized(manager, advertisement);
    if (!found) return;
    const attempt = () => this.#tryConnect(found);
    void attempt().then((connected) => {
      if (!connected && !this.#closing.signal.aborted) this.#reconnects.start(found.hardwareKey, manager, attempt);
    });
  }

  #recognized(manager: HardwareManager, advertisement: Advertisement): Found | undefined {
    const { deviceDb } = this.#o;
    const hardwareKey = `${manager.name}/${advertisement.id}`;
    if (this.#known.has(hardwareKey)) return undefined;
    const keys = deviceDb.match(advertisement);
    const known = keys.flatMap((key) => deviceDb.plan(key, advertisement.kind) ?? []);
    const said = this.settings.saidPlans(advertisement.kind, hardwareKey);
    const plans = [...said, ...known].filter(({ protocol }) => this.#protocols.has(protocol));
    if (plans.length > 0) return { manager, advertisement, plans, hardwareKey };
    for (const key of keys) this.#sayNotDriven(key, advertisement);
    return undefined;
  }

  /** Said once a protocol, not at every advertisement. */
  #sayNotDriven(key: string, { id, name = id }: Advertisement): void {
    const why = this.#o.deviceDb.protocol(key)?.notDriven;
    if (why === undefined || this.#notDriven.has(key)) return;
    this.#notDriven.add(key);
    this.#o.logger.log("warn", "devices", `${name} is known (${key}) but cannot be driven: ${why}`);
  }

  /** Whether the device is connected afterwards. */
  #tryConnect(found: Found): Promise<boolean> {
    const { hardwareKey, advertisement } = found;
    if (this.#closing.signal.aborted) return Promise.resolve(true);
    const known = this.#known.get(hardwareKey);
    if (known) return known.connecting;
    const calledOff = new AbortController();
    const connecting = this.#connect(found, calledOff.signal).then(
      (connected) => {
        if (!connected) this.#known.delete(hardwareKey);
        return connected;
      },
      (error: unknown) => {
        this.#known.delete(hardwareKey);
        const text = `${advertisement.name ?? advertisement.id} could not be connected: ${textOf(error)}`;
        this.#o.logger.log("warn", "devices", text);
        this.#o.observation.tell({ kind: "error", area: "devices", message: text, hardware: hardwareKey });
        return false;
      },
    );
    this.#known.set(hardwareKey, { connecting, calledOff });
    return connecting;
  }

  async #settled(): Promise<void> {
    await Promise.all([...this.#known.values()].map(({ connecting }) => connecting));
  }

  async #connect(found: Found, calledOff: AbortSignal): Promise<boolean> {
    await this.ready;
    if (!this.settings.mayConnect(found.hardwareKey)) return false;
    const { clock, random, connectLimitMs, logger, deviceDb } = this.#o;
    const { manager, advertisement, plans } = found;
    const protocols = this.#protocols;
    const limitMs = connectLimitMs + Math.max(...plans.map((plan) => protocols.get(plan.protocol)?.personLimitMs ?? 0));
    const tooLate = () =>
      new ButtplugError("hardware/connect-timeout", `connecting took longer than ${limitMs} ms`, {
        details: { hardware: advertisement.id, afterMs: limitMs },
      });
    return withTimeLimit(clock, limitMs, calledOff, tooLate, async (signal) => {
      const options = { manager, advertisement, plans, protocols, deviceDb, clock, random, logger, signal };
      const connected = await connectDevice(options);
      return this.#register(connected, found, signal);
    });
  }

  async #register(connected: ConnectedDevice, found: Found, signal: AbortSignal): Promise<boolean> {
    const { hardware, model } = connected;
    const { hardwareKey } = found;
    if (!this.settings.mayConnect(hardwareKey, model)) {
      await hardware[Symbol.asyncDispose]();
      return false;
    }
    const device = this.#makeDevice(connected, hardwareKey);
    this.#devices.set(device.index, device);
    try {
      if (device.stopsOnConnect || this.memory.isDriven(memoryKeyOf(device.summary))) await device.stop();
      signal.throwIfAborted();
      this.settings.check(hardwareKey, model);
    } catch (error) {
      this.#devices.delete(device.index);
      device.end("it was not ready in time");
      await hardware[Symbol.asyncDispose]();
      throw error;
    }
    this.#atRest(device);
    this.#reconnects.cancel(hardwareKey);
    this.#connected.set(device, connected);
    const gone = hardware.closed.then(({ reason, by }) => this.#remove(device, found, reason, by === "local"));
    background(gone, this.#o.logger, "devices");
    this.#o.observation.tell({ kind: "device-added", device: device.summary });
    // Other settings may hold by now than when it was made.
    this.#resettled(device);
    this.events.emit("changed", undefined);
    return true;
  }

  #makeDevice(connected: ConnectedDevice, hardwareKey: string): ServerDevice {
    const { clock, logger, observation, batteryMaxAgeMs } = this.#o;
    const { model } = connected;
    const settings = this.settings.of(hardwareKey, model);
    const key = memoryKeyOf({ hardware: hardwareKey, protocol: model.protocol, identifier: model.identifier });
    const inUse = new Set(this.#devices.keys());
    const wishes = { fixed: settings.index, reserved: this.settings.fixedIndexes, inUse };
    return new ServerDevice({
      ...connected,
      index: this.memory.indexOf(key, wishes),
      hardwareKey,
      settings,
      levelCap: this.settings.config.levelCap,
      clock,
      logger,
      observation,
      batteryMaxAgeMs,
      heldBy: (hardware) => this.#holds.heldBy(hardware),
      onDriven: () => this.memory.markDriven(key, true),
    });
  }

  #remove(device: ServerDevice, found: Found, reason: string, isOurs: boolean): void {
    const { hardwareKey } = found;
    // A device that was given up because it could not be written to is lost, although this side let go.
    const wasLost = !isOurs || device.isLost;
    const isWanted = device.wasDriven || this.settings.isAllowed(hardwareKey, device.model);
    device.end(reason);
    this.#known.delete(hardwareKey);
    this.#devices.delete(device.index);
    this.#connected.delete(device);
    this.#o.observation.tell({ kind: "device-removed", device: device.index, reason });
    if (wasLost && isWanted && !this.#closing.signal.aborted) {
      this.#reconnects.start(hardwareKey, found.manager, () => this.#tryConnect(found));
    }
    this.events.emit("changed", undefined);
  }

  /** Other settings hold: devices that are not wanted go, limits apply at once, and clients are told what changed. */
  #resettle(problems: readonly string[]): void {
    this.#o.observation.tell({ kind: "settings-changed", problems });
    if (problems.length > 0) return;
    if (this.devices.map((device) => this.#resettled(device)).includes(true)) this.events.emit("changed", undefined);
  }

  /** Has the settings hold for a device, or lets it go. Whether clients see a change. */
  #resettled(device: ServerDevice): boolean {
    const { hardware } = device.summary;
    if (!this.settings.mayConnect(hardware, device.model)) {
      background(this.#disconnect(device), this.#o.logger, "devices");
      return false;
    }
    const before = JSON.stringify(describeDevice(device));
    device.changeSettings(this.settings.of(hardware, device.model), this.settings.config.levelCap);
    return JSON.stringify(describeDevice(device)) !== before;
  }

  async #disconnect(device: ServerDevice): Promise<void> {
    await this.#putToRest(device);
    await this.#connected.get(device)?.hardware[Symbol.asyncDispose]();
  }
}

function isRejected(result: PromiseSettledResult<unknown>): result is PromiseRejectedResult {
  return result.status === "rejected";
}
