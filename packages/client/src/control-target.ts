import {
  ButtplugError,
  type ErrorCode,
  type ErrorDetails,
  type InputCommand,
  type InputType,
  type OutputType,
} from "@buttplug-ts/core";
import type { KnownOutputCommand, KnownReading, Message } from "@buttplug-ts/messages";
import type { NarrowedByInput, NarrowedByOutput } from "./capability-types.js";
import type { ClientRequest } from "./client-request.js";
import type { FeatureFacts, FeatureOutputs, OutputInfo, TimedOutputInfo } from "./device-facts.js";
import type { DeviceRecord } from "./device-record.js";
import { checkInteger, type Level, toStep } from "./level.js";
import type { RequestOptions, StopOptions } from "./request-options.js";

/** One command to an output of any type. */
export interface OutputRequest {
  readonly type: OutputType;
  readonly level: Level;
  /** Whole milliseconds; needed by `hwPositionWithDuration`. A `position` with a duration is one. */
  readonly durationMs?: number | undefined;
}

/** What a move to a position takes besides. */
export interface PositionOptions extends RequestOptions {
  /** Whole milliseconds inside the output's `durationRange`. Without it the device moves as fast as it can. */
  readonly durationMs?: number | undefined;
}

/** Where the commands of a target go: to a device, or to one feature of it. */
interface Address {
  readonly deviceIndex: number;
  readonly featureIndex?: number;
}

/**
 * What can be driven and measured: a device, which stands for all its features, or one feature. A base class, so that the
 * commands exist once.
 *
 * Every method rejects with `device/gone` once the device is gone, and like any request with `request/timeout`,
 * `request/aborted`, `connector/closed` or the error of the server. Outputs resolve when the server has taken the command
 * of every feature concerned; the commands leave in one frame, or none does.
 */
export abstract class ControlTarget {
  readonly #record: DeviceRecord;
  readonly #scope: { readonly features: readonly FeatureFacts[] };
  readonly #address: Address;

  constructor(record: DeviceRecord, scope: { readonly features: readonly FeatureFacts[] }, address: Address) {
    this.#record = record;
    this.#scope = scope;
    this.#address = address;
  }

  /** False once the device was removed or the connection ended; it stays false. */
  get connected(): boolean {
    return this.#record.connected;
  }

  /** Whether there is such an output. Narrows the type. */
  hasOutput<T extends OutputType>(type: T): this is NarrowedByOutput<this, T> & this {
    return this.#scope.features.some((feature) => feature.outputs[type]);
  }

  /** Whether there is such an input. Narrows the type. */
  hasInput<T extends InputType>(type: T): this is NarrowedByInput<this, T> & this {
    return this.#scope.features.some((feature) => feature.inputs[type]);
  }

  /** Vibrates with this strength; 0 is rest. */
  vibrate(level: Level, options?: RequestOptions): Promise<void> {
    return this.#drive("vibrate", level, options);
  }

  /** Turns with this speed. Negative levels turn the other way, where the output has a direction. */
  rotate(level: Level, options?: RequestOptions): Promise<void> {
    return this.#drive("rotate", level, options);
  }

  /** Moves back and forth with this speed. */
  oscillate(level: Level, options?: RequestOptions): Promise<void> {
    return this.#drive("oscillate", level, options);
  }

  /** Presses or sucks with this strength. */
  constrict(level: Level, options?: RequestOptions): Promise<void> {
    return this.#drive("constrict", level, options);
  }

  /** Sprays this much. */
  spray(level: Level, options?: RequestOptions): Promise<void> {
    return this.#drive("spray", level, options);
  }

  /** Heats this much. Negative levels cool, where the output has a direction. */
  temperature(level: Level, options?: RequestOptions): Promise<void> {
    return this.#drive("temperature", level, options);
  }

  /** Lights up with this brightness. */
  led(level: Level, options?: RequestOptions): Promise<void> {
    return this.#drive("led", level, options);
  }

  /** Moves to a position; with `durationMs` in that time, which takes a `hwPositionWithDuration` output. */
  position(level: Level, options?: PositionOptions): Promise<void> {
    return this.#drive("position", level, options, options?.durationMs);
  }

  /**
   * A command to the outputs of any type. Rejects with `device/no-output`, `device/value-out-of-range` or
   * `usage/invalid-argument` before anything is sent.
   */
  output({ type, level, durationMs }: OutputRequest, options?: RequestOptions): Promise<void> {
    return this.#drive(type, level, options, durationMs);
  }

  /** Stops outputs and ends subscriptions, or one of both. */
  async stop({ inputs = true, outputs = true, ...options }: StopOptions = {}): Promise<void> {
    this.#record.assertConnected();
    await this.#record.link.request({ type: "stopCmd", id: 0, ...this.#address, inputs, outputs }, options);
    if (inputs) this.#record.forgetSubscriptions(this.#address.featureIndex);
  }

  /** Charge in percent, 0 to 100. */
  battery(options?: RequestOptions): Promise<number> {
    return this.read("battery", options);
  }

  /** Signal strength in dBm. */
  rssi(options?: RequestOptions): Promise<number> {
    return this.read("rssi", options);
  }

  /**
   * Reads an input once. Exactly one feature must have it: rejects with `device/no-input` or `device/ambiguous-input`,
   * and with `device/no-input-command` if it cannot be read.
   */
  async read(type: InputType, options?: RequestOptions): Promise<number> {
    const { reading } = await this.#record.link.ask("inputReading", this.#inputRequest(type, "read"), options);
    if (reading.type === type) return (reading as KnownReading).value;
    throw new ButtplugError("message/unexpected", `asked for ${type}, got a reading of ${reading.type}`, {
      details: { name: reading.type },
    });
  }

  /** Starts `inputReading` events of an input. Rejects like {@link read}. */
  async subscribe(type: InputType, options?: RequestOptions): Promise<void> {
    const request = this.#inputRequest(type, "subscribe");
    await this.#record.link.request(request, options);
    this.#record.subscriptions.push({ featureIndex: request.featureIndex, type });
  }

  /** Ends what {@link subscribe} started. */
  async unsubscribe(type: InputType, options?: RequestOptions): Promise<void> {
    const request = this.#inputRequest(type, "unsubscribe");
    await this.#record.link.request(request, options);
    this.#record.forgetSubscriptions(request.featureIndex, type);
  }

  /** Not async: a promise hop less on the path that applications run hundreds of times a second. */
  #drive(type: OutputType, level: Level, options?: RequestOptions, durationMs?: number): Promise<void> {
    const { deviceIndex } = this.#address;
    const name = type === "position" && durationMs !== undefined ? "hwPositionWithDuration" : type;
    const requests: ClientRequest[] = [];
    try {
      this.#record.assertConnected();
      for (const { index: featureIndex, outputs } of this.#scope.features) {
        const command = toCommand(outputs, name, level, durationMs);
        if (command) requests.push({ type: "outputCmd", id: 0, deviceIndex, featureIndex, command });
      }
      if (requests.length === 0)
        throw refusal("device/no-output", `${this.#label} has no ${name} output`, { output: name });
      return this.#record.link.requestAll(requests, options);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #inputRequest(type: InputType, command: InputCommand): Message<"inputCmd"> {
    this.#record.assertConnected();
    const { deviceIndex } = this.#address;
    const [feature, another] = this.#scope.features.filter(({ inputs }) => inputs[type]);
    const input = feature?.inputs[type];
    if (!feature || !input) throw refusal("device/no-input", `${this.#label} has no ${type} input`, { input: type });
    if (another) throw refusal("device/ambiguous-input", `several features have a ${type} input`, { input: type });
    if (!(command === "read" ? input.canRead : input.canSubscribe)) {
      throw refusal("device/no-input-command", `the ${type} input has no ${command}`, { input: type, command });
    }
    return { type: "inputCmd", id: 0, deviceIndex, featureIndex: feature.index, inputType: type, command };
  }

  get #label(): string {
    const { featureIndex } = this.#address;
    return featureIndex === undefined ? this.#record.info.deviceName : `feature ${featureIndex}`;
  }
}

function toCommand(
  outputs: FeatureOutputs,
  type: OutputType,
  level: Level,
  durationMs: number | undefined,
): KnownOutputCommand | undefined {
  const info: OutputInfo | TimedOutputInfo | undefined = outputs[type];
  if (info === undefined) return undefined;
  const value = toStep(level, info.range);
  if ("durationRange" in info) {
    const duration = checkInteger(durationMs ?? Number.NaN, info.durationRange, " duration in ms");
    return { type: "hwPositionWithDuration", value, duration };
  }
  if (durationMs === undefined) return { type, value } as KnownOutputCommand;
  throw refusal("usage/invalid-argument", `${type} takes no duration`, { argument: "durationMs" });
}

function refusal<C extends ErrorCode>(code: C, message: string, details: ErrorDetails[C]): ButtplugError<C> {
  return new ButtplugError(code, message, { details });
}
