import {
  type Advertisement,
  ButtplugError,
  background,
  type Clock,
  type EndpointPlan,
  type Logger,
  TypedEvents,
  textOf,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import type { HardwareManager } from "@buttplug-ts/hardware";
import type { ProtocolDefinition } from "@buttplug-ts/protocol-kit";
import { listOf } from "./check-command.js";
import { type ConnectedDevice, connectDevice } from "./connect-device.js";
import { ScanCycles } from "./scan-cycles.js";
import { ServerDevice } from "./server-device.js";

export interface DeviceManagerOptions {
  readonly managers: readonly HardwareManager[];
  readonly protocols: readonly ProtocolDefinition[];
  readonly deviceDb: DeviceDatabase;
  readonly clock: Clock;
  readonly random: (count: number) => Uint8Array;
  readonly logger: Logger;
  readonly connectLimitMs: number;
}

interface DeviceManagerEvents {
  /** The set of devices, or something visible of one, changed. */
  readonly changed: undefined;
}

/** Finds, connects, numbers and removes devices. */
export class DeviceManager {
  readonly scans: ScanCycles;
  readonly events: TypedEvents<DeviceManagerEvents>;
  readonly #o: DeviceManagerOptions;
  readonly #protocols: ReadonlyMap<string, ProtocolDefinition>;
  readonly #devices = new Map<number, ServerDevice>();
  readonly #closing = new AbortController();
  /** Hardware that is connecting or connected, so that it is not opened twice. */
  readonly #known = new Set<string>();
  readonly #connecting = new Set<Promise<void>>();
  /** Which index a device had, for as long as the server lives: it comes back with it. */
  readonly #indexes = new Map<string, number>();
  readonly #connected = new Map<ServerDevice, ConnectedDevice>();

  constructor(options: DeviceManagerOptions) {
    this.#o = options;
    const { managers, deviceDb, clock, logger } = options;
    this.#protocols = new Map(options.protocols.map((protocol) => [protocol.key, protocol]));
    this.events = new TypedEvents((error) => logger.log("error", "devices", textOf(error)));
    this.scans = new ScanCycles({
      managers,
      filters: deviceDb.scanFilters,
      clock,
      logger,
      onFound: (manager, advertisement) => this.#found(manager, advertisement),
      settled: () => Promise.all(this.#connecting).then(() => undefined),
    });
    for (const manager of managers) {
      const signal = this.#closing.signal;
      manager.watch((advertisement) => this.#found(manager, advertisement), { signal });
    }
  }

  /** Connected devices in ascending order of their index. */
  get devices(): readonly ServerDevice[] {
    return [...this.#devices.values()].sort((a, b) => a.index - b.index);
  }

  /** @throws ButtplugError `device/unknown`, which names the devices that exist. */
  device(index: number): ServerDevice {
    const device = this.#devices.get(index);
    if (device) return device;
    const text = `there is no device ${index}; connected are ${listOf(this.devices.map((each) => each.index))}`;
    throw new ButtplugError("device/unknown", text, { details: { deviceIndex: index } });
  }

  /** Stops every device. Resolves when all have been tried; failures drop their links and are logged. */
  async stopAll(): Promise<void> {
    await Promise.all(this.devices.map((device) => this.#stopped(device.stop())));
  }

  /** Stops what `owner` drives. */
  async stopOwnedBy(owner: object): Promise<void> {
    await Promise.all(this.devices.map((device) => this.#stopped(device.stopOwnedBy(owner))));
  }

  /** Stops and closes all devices and managers. */
  async close(): Promise<void> {
    this.scans.stopAll();
    this.#closing.abort();
    await this.stopAll();
    await Promise.all([...this.#connected.values()].map(({ hardware }) => hardware[Symbol.asyncDispose]()));
    await Promise.all(this.#connecting);
    await Promise.all(this.#o.managers.map((manager) => manager[Symbol.asyncDispose]()));
  }

  async #stopped(stop: Promise<void>): Promise<void> {
    try {
      await stop;
    } catch (error) {
      this.#o.logger.log("error", "devices", textOf(error));
    }
  }

  #found(manager: HardwareManager, advertisement: Advertisement): void {
    const { deviceDb, logger } = this.#o;
    const hardwareKey = `${manager.name}/${advertisement.id}`;
    if (this.#closing.signal.aborted || this.#known.has(hardwareKey)) return;
    const plans = deviceDb
      .match(advertisement)
      .filter((key) => this.#protocols.has(key))
      .flatMap((key) => deviceDb.plan(key, advertisement.kind) ?? []);
    if (plans.length === 0) return;
    this.#known.add(hardwareKey);
    const connecting = this.#connect(manager, advertisement, plans, hardwareKey).catch((error: unknown) => {
      this.#known.delete(hardwareKey);
      logger.log(
        "warn",
        "devices",
        `${advertisement.name ?? advertisement.id} could not be connected: ${textOf(error)}`,
      );
    });
    this.#connecting.add(connecting);
    void connecting.then(() => this.#connecting.delete(connecting));
  }

  async #connect(
    manager: HardwareManager,
    advertisement: Advertisement,
    plans: readonly EndpointPlan[],
    hardwareKey: string,
  ): Promise<void> {
    const { clock, random, connectLimitMs, logger, deviceDb } = this.#o;
    const protocols = this.#protocols;
    const tooLate = () =>
      new ButtplugError("hardware/connect-timeout", `connecting took longer than ${connectLimitMs} ms`, {
        details: { hardware: advertisement.id, afterMs: connectLimitMs },
      });
    await withTimeLimit(clock, connectLimitMs, this.#closing.signal, tooLate, async (signal) => {
      const options = { manager, advertisement, plans, protocols, deviceDb, clock, random, logger, signal };
      const connected = await connectDevice(options);
      await this.#register(connected, hardwareKey, signal);
    });
  }

  async #register(connected: ConnectedDevice, hardwareKey: string, signal: AbortSignal): Promise<void> {
    const { hardware, model } = connected;
    const { clock, logger } = this.#o;
    const index = this.#indexOf(`${hardwareKey}/${model.protocol}/${model.identifier}`);
    const device = new ServerDevice({ ...connected, index, clock, logger });
    try {
      if (device.stopsOnConnect) await device.stop();
      signal.throwIfAborted();
    } catch (error) {
      device.end("it was not ready in time");
      await hardware[Symbol.asyncDispose]();
      throw error;
    }
    this.#devices.set(index, device);
    this.#connected.set(device, connected);
    const gone = hardware.closed.then(({ reason }) => this.#remove(device, hardwareKey, reason));
    background(gone, logger, "devices");
    this.events.emit("changed", undefined);
  }

  #remove(device: ServerDevice, hardwareKey: string, reason: string): void {
    device.end(reason);
    this.#known.delete(hardwareKey);
    this.#devices.delete(device.index);
    this.#connected.delete(device);
    this.events.emit("changed", undefined);
  }

  #indexOf(identity: string): number {
    const known = this.#indexes.get(identity);
    if (known !== undefined) return known;
    const taken = new Set(this.#indexes.values());
    let index = 0;
    while (taken.has(index)) index += 1;
    this.#indexes.set(identity, index);
    return index;
  }
}
