import { ButtplugError, type Clock, type Endpoint, type InputType, type ModelDefinition } from "@buttplug-ts/core";
import type { Hardware, Unsubscribe } from "@buttplug-ts/hardware";
import type { KnownReading } from "@buttplug-ts/messages";
import {
  type InputRule,
  type Packet,
  type ProtocolDefinition,
  type ReadRule,
  standardBattery,
} from "@buttplug-ts/protocol-kit";
import { InTime } from "./in-time.js";
import type { Notifications } from "./notifications.js";
import type { Observation } from "./observation.js";

/** How long a device may take to answer a question. */
const readLimitMs = 5_000;

/** A reading, and when the device gave it on the server's clock, in milliseconds. */
export interface TimedReading {
  readonly reading: KnownReading;
  readonly atMs: number;
}

/** Gets one reading of a subscription. */
export type ReadingListener = (feature: number, reading: KnownReading, atMs: number) => void;

export interface InputHubOptions {
  readonly index: number;
  readonly hardware: Hardware;
  readonly notifications: Notifications;
  readonly protocol: ProtocolDefinition;
  readonly model: ModelDefinition;
  readonly clock: Clock;
  readonly observation: Observation;
  readonly batteryMaxAgeMs: number;
  readonly writeInTurn: (packet: Packet) => Promise<void>;
}

/** The sensors of one device. Readings reach every subscriber; the device is asked once however many want to know. */
export class InputHub {
  readonly #o: InputHubOptions;
  readonly #inTime: InTime;
  readonly #reads = new Map<string, Promise<TimedReading>>();
  readonly #answering = new Set<Endpoint>();
  #battery: { readonly value: number; readonly atMs: number } | undefined;
  readonly #subscribers = new Map<string, { listeners: Set<ReadingListener>; unsubscribe: Promise<Unsubscribe> }>();

  constructor(options: InputHubOptions) {
    this.#o = options;
    this.#inTime = new InTime(options.clock, options.hardware.closed);
  }

  /** The last battery reading. */
  get battery(): { readonly value: number; readonly atMs: number } | undefined {
    return this.#battery;
  }

  /** One value. Whoever asks while a question is under way shares its answer; a battery is not asked again at once. */
  read(feature: number, type: InputType): Promise<TimedReading> {
    const known = this.#battery;
    if (type === "battery" && known && this.#o.clock.now() - known.atMs < this.#o.batteryMaxAgeMs) {
      return Promise.resolve({ reading: { type, value: known.value }, atMs: known.atMs });
    }
    const key = `${feature}/${type}`;
    const running = this.#reads.get(key);
    if (running) return running;
    const read = this.#read(type)
      .then((value) => this.#note(feature, { type, value }))
      .finally(() => this.#reads.delete(key));
    this.#reads.set(key, read);
    return read;
  }

  /** Starts readings for `listener`. Again: no effect. */
  async subscribe(feature: number, type: InputType, listener: ReadingListener): Promise<void> {
    const rule = this.#rule(type)?.subscribe;
    if (!rule) throw unsupported(type, "subscribe");
    const key = `${feature}/${type}`;
    let entry = this.#subscribers.get(key);
    if (!entry) {
      const listeners = new Set<ReadingListener>();
      let last = 0;
      const unsubscribe = this.#o.notifications.listen(rule.endpoint, (data) => {
        const value = rule.parse(data, feature);
        if (value === undefined || (rule.onlyChanges && value === last)) return;
        last = value;
        const { reading, atMs } = this.#note(feature, { type, value });
        for (const each of [...listeners]) each(feature, reading, atMs);
      });
      entry = { listeners, unsubscribe };
      this.#subscribers.set(key, entry);
      unsubscribe.catch(() => this.#subscribers.delete(key));
    }
    const { listeners, unsubscribe } = entry;
    listeners.add(listener);
    try {
      await this.#inTime.get(readLimitMs, unsubscribe, noAnswer);
    } catch (error) {
      listeners.delete(listener);
      if (listeners.size === 0) this.#subscribers.delete(key);
      throw error;
    }
  }

  /** Ends readings for `listener`; the last one ends the device's. Without a subscription: no effect. */
  async unsubscribe(feature: number, type: InputType, listener: ReadingListener): Promise<void> {
    const key = `${feature}/${type}`;
    const entry = this.#subscribers.get(key);
    if (!entry?.listeners.delete(listener) || entry.listeners.size > 0) return;
    this.#subscribers.delete(key);
    const ended = entry.unsubscribe.then((unsubscribe) => unsubscribe());
    await this.#inTime.get(readLimitMs, ended, noAnswer);
  }

  /** Ends all readings for `listener` on this device or one feature of it. */
  async unsubscribeAll(listener: ReadingListener, feature?: number): Promise<void> {
    const mine = [...this.#subscribers].filter(([, { listeners }]) => listeners.has(listener));
    await Promise.all(
      mine.map(([key]) => {
        const [index, type] = key.split("/") as [string, InputType];
        if (feature !== undefined && Number(index) !== feature) return undefined;
        return this.unsubscribe(Number(index), type, listener);
      }),
    );
  }

  #rule(type: InputType): InputRule | undefined {
    const { protocol, hardware } = this.#o;
    const own = protocol.inputs?.[type];
    if (own) return own;
    return type === "battery" && hardware.endpoints.includes("rxblebattery") ? standardBattery : undefined;
  }

  #note(feature: number, reading: KnownReading): TimedReading {
    const { clock, observation, index } = this.#o;
    const { type, value } = reading;
    const atMs = clock.now();
    if (type === "battery") this.#battery = { value, atMs };
    if (observation.active) observation.tell({ kind: "reading", device: index, feature, input: type, value });
    return { reading, atMs };
  }

  #read(type: InputType): Promise<number> {
    const { hardware } = this.#o;
    const rule = this.#rule(type)?.read;
    if (rule) return this.#measure(rule);
    if (type !== "rssi" || !hardware.rssi) return Promise.reject(unsupported(type, "read"));
    return this.#inTime.get(readLimitMs, hardware.rssi(), noAnswer);
  }

  async #measure(rule: ReadRule): Promise<number> {
    if ("send" in rule) return this.#query(rule.send, rule.reply, rule.parse);
    const { hardware } = this.#o;
    // A bus back end that forgets its own time limit must not leave a client waiting.
    const read = hardware.read(rule.from, { timeoutMs: readLimitMs });
    const value = rule.parse(await this.#inTime.get(readLimitMs, read, noAnswer));
    if (value === undefined)
      throw new ButtplugError("hardware/read-failed", "the device gave an empty or wrong answer");
    return value;
  }

  async #query(send: Packet, reply: Endpoint, parse: (data: Uint8Array) => number | undefined): Promise<number> {
    let answer: (value: number) => void = () => {};
    const answered = new Promise<number>((resolve) => {
      answer = resolve;
    });
    const listener = (data: Uint8Array) => {
      const value = parse(data);
      if (value !== undefined) answer(value);
    };
    await this.#keepOpen(reply);
    const leave = await this.#o.notifications.listen(reply, listener);
    try {
      // The wait for its turn counts, too: stops go first, and there may be many.
      const asked = this.#o.writeInTurn(send).then(() => answered);
      return await this.#inTime.get(readLimitMs, asked, noAnswer);
    } finally {
      await leave();
    }
  }

  /** Devices are asked again and again: the way of their answers stays open as long as they are connected. */
  async #keepOpen(reply: Endpoint): Promise<void> {
    if (this.#answering.has(reply)) return;
    await this.#o.notifications.listen(reply, () => {});
    this.#answering.add(reply);
  }
}

function noAnswer(): ButtplugError {
  const text = `the device did not answer within ${readLimitMs} ms`;
  return new ButtplugError("hardware/no-answer", text, { details: { afterMs: readLimitMs } });
}

function unsupported(input: InputType, command: string): ButtplugError {
  const text = `the protocol of this device has no way to ${command} ${input}`;
  return new ButtplugError("device/no-input-command", text, { details: { input, command } });
}
