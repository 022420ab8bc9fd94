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
} from "@buttplug-ts/core";
import type { Hardware } from "@buttplug-ts/hardware";
import type { KnownOutputCommand, KnownReading } from "@buttplug-ts/messages";
import { openEncoder, type ProtocolDefinition } from "@buttplug-ts/protocol-kit";
import { checkOutput, featureOf, inputOf } from "./check-command.js";
import { InputHub, type ReadingListener } from "./input-hub.js";
import type { Notifications } from "./notifications.js";
import { OutputScheduler, type Settle } from "./output-scheduler.js";
import type { Scope } from "./scope.js";

export interface ServerDeviceOptions {
  readonly index: number;
  readonly hardware: Hardware;
  readonly notifications: Notifications;
  readonly protocol: ProtocolDefinition;
  readonly model: ModelDefinition;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Someone who drives features: a session. Compared by identity only. */
export type Owner = object;

/** One connected device: its features, what drives them and what they measure. */
export class ServerDevice {
  readonly index: number;
  readonly model: ModelDefinition;
  /** Milliseconds between two commits; 0 for none. */
  readonly gapMs: number;
  readonly #o: ServerDeviceOptions;
  readonly #features: ReadonlyMap<number, FeatureDefinition>;
  readonly #scheduler: OutputScheduler;
  readonly #inputs: InputHub;
  readonly #owners = new Map<number, Owner>();

  constructor(options: ServerDeviceOptions) {
    const { index, hardware, notifications, protocol, model, clock } = options;
    this.#o = options;
    this.index = index;
    this.model = model;
    this.gapMs = model.gapMs ?? hardware.gapMs;
    this.#features = new Map(model.features.map((feature) => [feature.index, feature]));
    const driven = model.features
      .map(({ index: feature, outputs }) => ({ index: feature, outputs: Object.keys(outputs) as OutputType[] }))
      .filter(({ outputs }) => outputs.length > 0)
      .sort((a, b) => a.index - b.index);
    this.#scheduler = new OutputScheduler({
      hardware,
      encoder: openEncoder(protocol, model),
      features: driven,
      gapMs: this.gapMs,
      keepalive: protocol.keepalive,
      clock,
      onLost: (error) => this.#drop(error),
    });
    const writeInTurn = this.#scheduler.writeInTurn.bind(this.#scheduler);
    this.#inputs = new InputHub({ hardware, notifications, protocol, model, clock, writeInTurn });
  }

  /** Whether this protocol wants the device at rest before it is announced, so that keepalives have a packet. */
  get stopsOnConnect(): boolean {
    return this.#scheduler.stopsOnConnect;
  }

  /**
   * Sets an output. `settle` is called once, when the value is written, superseded or lost.
   * @throws ButtplugError of area `device` if the command does not fit the device; then `settle` is not called.
   */
  output(feature: number, command: KnownOutputCommand, owner: Owner, settle: Settle): void {
    checkOutput(this, this.#features, feature, command);
    this.#owners.set(feature, owner);
    const durationMs = command.type === "hwPositionWithDuration" ? command.duration : 0;
    this.#scheduler.submit({ feature, type: command.type, value: command.value, durationMs }, settle);
  }

  /** The outputs of a feature, for texts. Throws like {@link output} for an unknown feature. */
  outputNames(feature: number): readonly string[] {
    return Object.keys(featureOf(this, this.#features, feature).outputs);
  }

  /** Brings one feature or the whole device to rest, whoever drives it. */
  async stop(feature?: number): Promise<void> {
    if (feature === undefined) {
      this.#owners.clear();
      return this.#scheduler.stop("all");
    }
    featureOf(this, this.#features, feature);
    this.#owners.delete(feature);
    return this.#scheduler.stop(new Set([feature]));
  }

  /** Brings to rest what `owner` drives, and nothing else. */
  async stopOwnedBy(owner: Owner): Promise<void> {
    const owned: Scope = new Set([...this.#owners].filter(([, other]) => other === owner).map(([feature]) => feature));
    if (owned.size === 0) return;
    for (const feature of owned) this.#owners.delete(feature);
    await this.#scheduler.stop(owned);
  }

  read(feature: number, type: InputType): Promise<KnownReading> {
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

  /** Fails what waits; nothing is written any more. The hardware is left to its owner. */
  end(reason: string): void {
    const text = `the device disconnected: ${reason}`;
    this.#scheduler.end(new ButtplugError("hardware/disconnected", text));
  }

  #checkInput(feature: number, type: InputType, command: InputCommand): void {
    inputOf(this, this.#features, feature, type, command);
  }

  #drop(error: ButtplugError): void {
    const { hardware, logger, index } = this.#o;
    logger.log("warn", "device", `device ${index} is lost: ${error.message}`, { code: error.code });
    background(Promise.resolve(hardware[Symbol.asyncDispose]()), logger, "device");
  }
}
