import { type ButtplugError, type Clock, isPosition, type OutputType } from "@buttplug-ts/core";
import type { Hardware } from "@buttplug-ts/hardware";
import type {
  DeviceEncoder,
  EncodedCall,
  Keepalive,
  OutgoingPacket,
  OutputCommand,
  Packet,
} from "@buttplug-ts/protocol-kit";
import { DeviceWriter, type WriteObserver } from "./device-writer.js";
import { KeepaliveTimer } from "./keepalive-timer.js";
import { type Scope, scopeHas } from "./scope.js";

/** A feature and its outputs, as far as writing to them needs to know them. */
export interface ScheduledFeature {
  readonly index: number;
  readonly outputs: readonly OutputType[];
}

export interface DeviceOutputOptions {
  readonly hardware: Hardware;
  readonly encoder: DeviceEncoder;
  /** Features with outputs. */
  readonly features: readonly ScheduledFeature[];
  readonly keepalive: Keepalive | undefined;
  readonly clock: Clock;
  readonly observer?: WriteObserver;
}

const never = Number.POSITIVE_INFINITY;

/** What one device was last told, and the way of packets to it. When something is written is decided elsewhere. */
export class DeviceOutput {
  readonly #o: DeviceOutputOptions;
  readonly #lastWritten = new Map<number, OutputCommand | undefined>();
  readonly #keepalive: KeepaliveTimer;
  #writer: DeviceWriter;
  #motionDueAtMs: number;

  constructor(options: DeviceOutputOptions) {
    const { hardware, clock, keepalive, encoder } = options;
    this.#o = options;
    this.#motionDueAtMs = clock.now() + (encoder.motionEveryMs ?? never);
    this.#writer = new DeviceWriter(hardware, clock, options.observer);
    this.#keepalive = new KeepaliveTimer(keepalive, hardware.needsKeepalive, clock.now());
  }

  /** Whether keepalives repeat the last packet, so that there must be one. */
  get repeatsLast(): boolean {
    return this.#keepalive.repeatsLast;
  }

  /** When the device must be written to although nobody commands it: a motion goes on or it was silent for too long. */
  get dueAtMs(): number {
    return Math.min(this.#motionDueAtMs, this.#keepalive.dueAtMs);
  }

  /** What a feature was last told. Undefined: nothing, or what a packet with unknown outcome left behind. */
  lastWritten(feature: number): OutputCommand | undefined {
    return this.#lastWritten.get(feature);
  }

  /** All that the device is known to have been told and still does. A spray is over when it is told. */
  get lasting(): readonly OutputCommand[] {
    return [...this.#lastWritten.values()].filter(
      (command) => command !== undefined && command.type !== "spray",
    ) as OutputCommand[];
  }

  encode(commands: readonly OutputCommand[]): readonly EncodedCall[] {
    return this.#o.encoder.encode(commands);
  }

  /** The packets of one call. What they do is unknown until they are all written. */
  begin(call: EncodedCall): readonly OutgoingPacket[] {
    for (const { feature } of call.commands) this.#lastWritten.set(feature, undefined);
    return call.packets();
  }

  async send(outgoing: OutgoingPacket, limitMs?: number): Promise<void> {
    await this.#writer.write(outgoing.packet, limitMs);
    outgoing.written();
    this.#keepalive.wrote(outgoing.packet, this.#o.clock);
  }

  /** All packets of the call are written. */
  finish(call: EncodedCall): void {
    if (call.motionEveryMs !== undefined) this.#motionDueAtMs = this.#o.clock.now() + call.motionEveryMs;
    for (const command of call.commands) this.#lastWritten.set(command.feature, command);
  }

  /** Writes what is due: the next step of a motion, or a keepalive. Breaks off when `isUrgent` says so. */
  async writeDue(now: number, isUrgent: () => boolean): Promise<void> {
    if (this.#motionDueAtMs > now) {
      const packet = this.#keepalive.take(now);
      if (packet) await this.#writer.write(packet);
      return;
    }
    const steps = this.#o.encoder.moveOn();
    this.#motionDueAtMs = steps.length > 0 ? now + (this.#o.encoder.motionEveryMs ?? 0) : never;
    for (const step of steps) {
      if (isUrgent()) return;
      await this.send(step);
    }
  }

  /** A packet that is no output. */
  write(packet: Packet): Promise<void> {
    return this.#writer.write(packet);
  }

  /** Brings the outputs in `scope` to rest: levels to 0, motions stand still. */
  async rest(scope: Scope, limitMs: number): Promise<void> {
    const { encoder, features, clock } = this.#o;
    const stopped = features.filter(({ index }) => scopeHas(scope, index));
    if (stopped.some(({ outputs }) => outputs.some(isPosition))) encoder.halt();
    for (const { index } of stopped) this.#lastWritten.delete(index);
    const zeros = stopped.flatMap(({ index, outputs }) =>
      outputs
        .filter((type) => !isPosition(type) && encoder.supports(type))
        .map((type): OutputCommand => ({ feature: index, type, value: 0, durationMs: 0 })),
    );
    const giveUpAtMs = clock.now() + limitMs;
    for (const call of encoder.encode(zeros)) {
      for (const outgoing of call.packets()) await this.send(outgoing, giveUpAtMs - clock.now());
      this.finish(call);
    }
  }

  /** Forgets everything, after a write with unknown outcome. Returns what the device was doing. */
  forget(): readonly OutputCommand[] {
    const known = this.lasting;
    this.#o.encoder.forget();
    this.#lastWritten.clear();
    return known;
  }

  /** A write that is under way must not hold a stop back for longer than the stop itself may take. */
  hurry(limitMs: number): void {
    this.#writer.hurry(limitMs);
  }

  /** Fails the write under way and all later ones. */
  end(error: ButtplugError): void {
    this.#writer.end(error);
  }

  /** Writes once more to a device that was given up, to bring it to rest as well as can be. */
  async lastRest(limitMs: number, error: ButtplugError): Promise<void> {
    const { hardware, clock, observer, encoder } = this.#o;
    encoder.forget();
    this.#writer = new DeviceWriter(hardware, clock, observer);
    await this.rest("all", limitMs).finally(() => this.#writer.end(error));
  }
}
