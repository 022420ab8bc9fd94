import {
  ButtplugError,
  background,
  type Clock,
  type FeatureDefinition,
  type InputCommand,
  type InputType,
  type Logger,
  type ModelDefinition,
  type OutputType,
  textOf,
} from "@buttplug-ts/core";
import type { Hardware } from "@buttplug-ts/hardware";
import type { KnownOutputCommand } from "@buttplug-ts/messages";
import { openEncoder, type ProtocolDefinition } from "@buttplug-ts/protocol-kit";
import { checkOutput, featureOf, inputOf } from "./check-command.js";
import { DeviceLimits, type DeviceSettings, type LimitedOutput } from "./device-limits.js";
import { DeviceOutput } from "./device-output.js";
import type { WriteObserver } from "./device-writer.js";
import { type Driver, Drivers } from "./drivers.js";
import { InputHub, type ReadingListener, type TimedReading } from "./input-hub.js";
import type { Notifications } from "./notifications.js";
import type { DeviceSummary, Observation } from "./observation.js";
import { OutputScheduler, type Settle } from "./output-scheduler.js";
import { OutputShaper } from "./output-shaper.js";
import type { Scope } from "./scope.js";

export interface ServerDeviceOptions {
  readonly index: number;
  /** The manager's name, a slash and the manager's id of the hardware. */
  readonly hardwareKey: string;
  readonly hardware: Hardware;
  readonly notifications: Notifications;
  readonly protocol: ProtocolDefinition;
  readonly model: ModelDefinition;
  readonly settings: DeviceSettings;
  readonly levelCap: number | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observation: Observation;
  /** How old a battery's reading may be to be given again, in milliseconds. */
  readonly batteryMaxAgeMs: number;
  /** Who holds the device, if anybody does: outputs are refused then. */
  readonly heldBy: (hardwareKey: string) => string | undefined;
  /** Called when an output leaves its rest for the first time. */
  readonly onDriven: () => void;
}

/** One connected device: its features, what drives them and what they measure. */
export class ServerDevice {
  readonly index: number;
  readonly model: ModelDefinition;
  readonly summary: DeviceSummary;
  /** Who drives which feature. */
  readonly drivers: Drivers;
  readonly #o: ServerDeviceOptions;
  readonly #shaper: OutputShaper;
  readonly #output: DeviceOutput;
  readonly #scheduler: OutputScheduler;
  readonly #inputs: InputHub;
  #settings: DeviceSettings;
  #limits: DeviceLimits;
  #features: ReadonlyMap<number, FeatureDefinition>;
  #driven = false;
  #leaving = false;
  #lost = false;

  constructor(options: ServerDeviceOptions) {
    const { index, hardware, hardwareKey, protocol, model, settings, levelCap, clock, observation } = options;
    this.#o = options;
    this.index = index;
    this.model = model;
    const { id, name, identifier } = model;
    const { keepalive } = protocol;
    const bus = { gapMs: hardware.gapMs, needsKeepalive: hardware.needsKeepalive };
    this.summary = { index, name, model: id, protocol: protocol.key, identifier, hardware: hardwareKey, bus };
    this.drivers = new Drivers(index, observation);
    this.#settings = settings;
    this.#limits = new DeviceLimits(model, settings, levelCap);
    this.#features = byIndex(this.#limits.features);
    this.#shaper = new OutputShaper(this.#limits, this.gapMs);
    const features = model.features
      .map(({ index: feature, outputs }) => ({ index: feature, outputs: Object.keys(outputs) as OutputType[] }))
      .filter(({ outputs }) => outputs.length > 0);
    this.#output = new DeviceOutput({
      hardware,
      encoder: openEncoder(protocol, model),
      features,
      keepalive: typeof keepalive === "function" ? keepalive(model) : keepalive,
      clock,
      observer: writeObserver(index, observation),
    });
    this.#scheduler = new OutputScheduler({
      output: this.#output,
      shaper: this.#shaper,
      featureCount: features.length,
      gapMs: this.gapMs,
      clock,
      onLost: (error) => this.#drop(error),
    });
    const writeInTurn = this.#scheduler.writeInTurn.bind(this.#scheduler);
    this.#inputs = new InputHub({ ...options, writeInTurn });
  }

  /** The features as clients see them: without what the user switched off, in the ranges that are left. */
  get features(): readonly FeatureDefinition[] {
    return this.#limits.features;
  }

  /** The name that the user gave. */
  get displayName(): string | undefined {
    return this.#settings.name;
  }

  /** Who holds it at rest, if anybody does. */
  get heldBy(): string | undefined {
    return this.#o.heldBy(this.#o.hardwareKey);
  }

  /** Milliseconds between two commits; 0 for none. */
  get gapMs(): number {
    return this.#settings.gapMs ?? this.model.gapMs ?? this.#o.hardware.gapMs;
  }

  /** Whether this protocol wants the device at rest before it is announced, so that keepalives have a packet. */
  get stopsOnConnect(): boolean {
    return this.#output.repeatsLast;
  }

  /** The last battery reading, in percent, and when it was taken. */
  get battery(): { readonly value: number; readonly atMs: number } | undefined {
    return this.#inputs.battery;
  }

  /** Signal strength in dBm; undefined where the bus cannot tell. */
  async rssi(): Promise<number | undefined> {
    return this.#o.hardware.rssi?.();
  }

  /** What the device was last told, in its own steps. */
  get levels(): readonly { readonly feature: number; readonly output: OutputType; readonly value: number }[] {
    return this.#output.lasting.map(({ feature, type, value }) => ({ feature, output: type, value }));
  }

  /**
   * Sets an output. `settle` is called once, when the value is written, superseded or lost.
   * @throws ButtplugError of area `device` if the command does not fit the device; then `settle` is not called.
   */
  output(feature: number, command: KnownOutputCommand, driver: Driver, settle: Settle): void {
    checkOutput(this, this.#features, feature, command);
    const holder = this.heldBy;
    if (holder !== undefined) throw held(this, holder);
    if (this.#leaving) throw leaving(this);
    const { type } = command;
    const durationMs = type === "hwPositionWithDuration" ? command.duration : 0;
    const value = this.#limits.output(feature, type)?.toDevice(command.value) ?? 0;
    this.drivers.set(feature, driver);
    if (!this.#driven) {
      this.#driven = true;
      this.#o.onDriven();
    }
    const told = this.#o.observation.active ? this.#observed(feature, command, durationMs, driver, settle) : settle;
    this.#scheduler.submit({ feature, type, value, durationMs }, told);
  }

  /** An output as the user's limits leave it. Undefined if there is none. */
  limitedOutput(feature: number, type: OutputType): LimitedOutput | undefined {
    return this.#limits.output(feature, type);
  }

  /** The outputs of a feature, for texts. Throws like {@link output} for an unknown feature. */
  outputNames(feature: number): readonly string[] {
    return Object.keys(featureOf(this, this.#features, feature).outputs);
  }

  /** Brings one feature or the whole device to rest, whoever drives it. `by` is the session that asked for it. */
  async stop(feature?: number, by?: Driver): Promise<void> {
    if (feature !== undefined) featureOf(this, this.#features, feature);
    const scope: Scope = feature === undefined ? "all" : new Set([feature]);
    this.drivers.clear(scope);
    await this.#stop(scope, by);
  }

  /** Brings the device to rest for good: it is about to be disconnected and takes no outputs any more. */
  retire(): Promise<void> {
    this.#leaving = true;
    return this.stop();
  }

  /** Brings to rest what `driver` drives, and nothing else. */
  async stopDrivenBy(driver: Driver): Promise<void> {
    const scope = this.drivers.of(driver);
    if (scope.size === 0) return;
    this.drivers.clear(scope);
    await this.#stop(scope, driver);
  }

  read(feature: number, type: InputType): Promise<TimedReading> {
    this.#checkInput(feature, type, "read");
    return this.#inputs.read(feature, type);
  }

  subscribe(feature: number, type: InputType, listener: ReadingListener): Promise<void> {
    this.#checkInput(feature, type, "subscribe");
    return this.#inputs.subscribe(feature, type, listener);
  }

  unsubscribe(feature: number, type: InputType, listener: ReadingListener): Promise<void> {
    this.#checkInput(feature, type, "unsubscribe");
    return this.#inputs.unsubscribe(feature, type, listener);
  }

  /** Ends all readings of `listener` on one feature or the whole device. */
  unsubscribeAll(listener: ReadingListener, feature?: number): Promise<void> {
    return this.#inputs.unsubscribeAll(listener, feature);
  }

  /** From now on these settings hold; what runs outside them is brought inside them. */
  changeSettings(settings: DeviceSettings, levelCap: number | undefined): void {
    this.#settings = settings;
    this.#limits = new DeviceLimits(this.model, settings, levelCap);
    this.#features = byIndex(this.#limits.features);
    this.#shaper.change(this.#limits);
    this.#scheduler.limitsChanged(this.gapMs);
  }

  /** Whether an output left its rest since the device connected. */
  get wasDriven(): boolean {
    return this.#driven;
  }

  /** Whether the link was given up because writes failed. */
  get isLost(): boolean {
    return this.#lost;
  }

  /** Fails what waits; nothing is written any more. The hardware is left to its owner. */
  end(reason: string): void {
    const text = `the device disconnected: ${reason}`;
    this.drivers.clear("all");
    this.#scheduler.end(new ButtplugError("hardware/disconnected", text));
  }

  async #stop(scope: Scope, by: Driver | undefined): Promise<void> {
    const { observation } = this.#o;
    if (!observation.active) return this.#scheduler.stop(scope);
    const device = this.index;
    const features = scope === "all" ? scope : [...scope];
    observation.tell({ kind: "stop", device, features, ...(by && { session: by.id }) });
    const startedAtMs = observation.now();
    const tell = (result: "written" | ButtplugError["code"]) =>
      observation.tell({ kind: "stopped", device, result, tookMs: observation.now() - startedAtMs });
    try {
      await this.#scheduler.stop(scope);
      tell("written");
    } catch (error) {
      tell((error as ButtplugError).code);
      throw error;
    }
  }

  #observed(
    feature: number,
    { type: output, value }: KnownOutputCommand,
    durationMs: number,
    driver: Driver,
    settle: Settle,
  ): Settle {
    const { observation } = this.#o;
    const number = observation.nextCommand();
    const startedAtMs = observation.now();
    const common = { command: number, session: driver.id, device: this.index };
    observation.tell({ kind: "command", ...common, feature, output, value, durationMs });
    return (result) => {
      const told = typeof result === "string" ? result : result.code;
      observation.tell({ kind: "settled", command: number, result: told, tookMs: observation.now() - startedAtMs });
      settle(result);
    };
  }

  #checkInput(feature: number, type: InputType, command: InputCommand): void {
    inputOf(this, this.#features, feature, type, command);
  }

  #drop(error: ButtplugError): void {
    const { hardware, logger, index, observation } = this.#o;
    this.#lost = true;
    logger.log("warn", "device", `device ${index} is lost: ${error.message}`, { code: error.code });
    observation.tell({ kind: "dropped", device: index, code: error.code, reason: error.message });
    background(Promise.resolve(hardware[Symbol.asyncDispose]()), logger, "device");
  }
}

function byIndex(features: readonly FeatureDefinition[]): ReadonlyMap<number, FeatureDefinition> {
  return new Map(features.map((feature) => [feature.index, feature]));
}

function held({ index, model }: ServerDevice, by: string): ButtplugError {
  const text = `device ${index} (${model.name}) is held at rest by ${by} and takes no outputs until it is released`;
  return new ButtplugError("device/held", text, { details: { deviceIndex: index, by } });
}

function leaving({ index, model }: ServerDevice): ButtplugError {
  return new ButtplugError("hardware/disconnected", `device ${index} (${model.name}) is being disconnected`);
}

function writeObserver(device: number, observation: Observation): WriteObserver {
  return {
    get active() {
      return observation.active;
    },
    get told() {
      return observation.told;
    },
    wrote({ endpoint, data, withResponse = false }, startedAtMs, toldBefore, error) {
      const tookMs = observation.now() - startedAtMs;
      const during = observation.told - toldBefore;
      const failed = error === undefined ? {} : { error: textOf(error) };
      observation.tell({ kind: "write", device, endpoint, data, withResponse, tookMs, during, ...failed }, startedAtMs);
    },
  };
}
