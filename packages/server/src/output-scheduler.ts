import {
  ButtplugError,
  type Cancel,
  type Clock,
  isButtplugError,
  type OutputType,
  sleep,
  soon,
  textOf,
} from "@buttplug-ts/core";
import type { Hardware } from "@buttplug-ts/hardware";
import type {
  DeviceEncoder,
  EncodedCall,
  Keepalive,
  OutgoingPacket,
  OutputCommand,
  Packet,
} from "@buttplug-ts/protocol-kit";
import { DeviceWriter } from "./device-writer.js";
import { KeepaliveTimer } from "./keepalive-timer.js";
import { type Scope, scopeHas, scopeUnion } from "./scope.js";

/** How a command ended. An error means that the device is lost. */
export type CommandResult = "written" | "superseded" | ButtplugError;

/** Called once a command, with how it ended. */
export type Settle = (result: CommandResult) => void;

/** A feature and its outputs, as far as the scheduler needs to know them. */
export interface ScheduledFeature {
  readonly index: number;
  readonly outputs: readonly OutputType[];
}

export interface OutputSchedulerOptions {
  readonly hardware: Hardware;
  readonly encoder: DeviceEncoder;
  /** Features with outputs, in ascending order of their index. */
  readonly features: readonly ScheduledFeature[];
  readonly gapMs: number;
  readonly keepalive: Keepalive | undefined;
  readonly clock: Clock;
  /** The device cannot be trusted any more: a write failed or hung. The owner drops the link. */
  readonly onLost: (error: ButtplugError) => void;
}

interface Pending {
  readonly command: OutputCommand;
  readonly settle: Settle;
}

interface WaitingStop {
  scope: Scope;
  readonly settlers: ((error: ButtplugError | undefined) => void)[];
}

/** How long a stop may take, and how often it is tried in that time (design §5.2). */
const stopLimitMs = 1_000;
const stopTries = 3;
const stopRetryMs = 250;
/** How long a device with a gap and several output features gathers commands, because shipped clients send one frame a feature. */
const gatherMs = 4;

/**
 * Decides when what is written to one device. Stops go first and are never held back; values wait for the gap, and only the
 * newest value of each feature is written. One write is under way at a time.
 */
export class OutputScheduler {
  readonly #o: OutputSchedulerOptions;
  #pending = new Map<number, Pending>();
  readonly #lastWritten = new Map<number, OutputCommand | undefined>();
  readonly #jobs: (() => Promise<void>)[] = [];
  #writer: DeviceWriter;
  readonly #keepalive: KeepaliveTimer;
  readonly #ending = new AbortController();
  #stop: WaitingStop | undefined;
  #firstPendingAtMs = 0;
  #lastCommitAtMs = Number.NEGATIVE_INFINITY;
  #motionDueAtMs = Number.POSITIVE_INFINITY;
  #running = false;
  #ended: ButtplugError | undefined;
  #cancelTimer: Cancel | undefined;

  constructor(options: OutputSchedulerOptions) {
    this.#o = options;
    this.#writer = new DeviceWriter(options.hardware, options.clock);
    this.#keepalive = new KeepaliveTimer(options.keepalive, options.hardware.needsKeepalive, options.clock.now());
  }

  /** Whether the device is stopped once after connecting, so that there is a packet to repeat. */
  get stopsOnConnect(): boolean {
    return this.#keepalive.repeatsLast;
  }

  /** Hands over a checked command. A newer one for the same feature supersedes it as long as it is not being written. */
  submit(command: OutputCommand, settle: Settle): void {
    if (this.#ended) return settle(this.#ended);
    const older = this.#pending.get(command.feature);
    if (older) older.settle("superseded");
    else if (this.#pending.size === 0 && this.#o.gapMs > 0) this.#firstPendingAtMs = this.#o.clock.now();
    this.#pending.set(command.feature, { command, settle });
    this.#wake();
  }

  /**
   * Brings the outputs in `scope` to rest. Waiting values of the scope are superseded at once. Resolves when the bytes
   * left; rejects when they could not be written, and then the link is dropped.
   */
  stop(scope: Scope): Promise<void> {
    if (this.#ended) return Promise.reject(this.#ended);
    this.#supersede(scope);
    // A write that hangs must not hold a stop back for longer than the stop itself may take.
    this.#writer.hurry(stopLimitMs);
    return new Promise((resolve, reject) => {
      this.#stop ??= { scope, settlers: [] };
      this.#stop.scope = scopeUnion(this.#stop.scope, scope);
      this.#stop.settlers.push((error) => (error ? reject(error) : resolve()));
      this.#wake();
    });
  }

  /** Writes a packet that is no output, such as a question to a sensor, in turn with the others. */
  writeInTurn(packet: Packet): Promise<void> {
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#jobs.push(() => this.#writer.write(packet).then(resolve, reject));
      this.#wake();
    });
  }

  /** Ends everything that waits with `error`. Nothing is written afterwards. */
  end(error: ButtplugError): void {
    if (this.#ended) return;
    this.#ended = error;
    this.#ending.abort();
    this.#cancelTimer?.();
    this.#writer.end(error);
    for (const { settle } of this.#pending.values()) settle(error);
    this.#pending.clear();
    for (const settle of this.#stop?.settlers ?? []) settle(error);
    this.#stop = undefined;
    // The writer has ended: each waiting job fails without touching the device.
    for (const job of this.#jobs.splice(0)) void job();
  }

  #supersede(scope: Scope): void {
    for (const [feature, { settle }] of [...this.#pending]) {
      if (!scopeHas(scope, feature)) continue;
      this.#pending.delete(feature);
      settle("superseded");
    }
  }

  #wake(): void {
    if (this.#running) return;
    this.#running = true;
    soon(this.#run);
  }

  /** Callbacks instead of an async loop: that would cost a tenth of the time of a command. */
  readonly #run = (): void => {
    const work = this.#runNext();
    // No turn between seeing that nothing is due and leaving, or a command could slip in between unseen.
    if (work) work.then(this.#run, this.#lose);
    else this.#running = false;
  };

  /** Starts the most urgent thing that is due. Undefined if nothing is; then a timer is set for the next. */
  #runNext(): Promise<void> | undefined {
    if (this.#ended) return undefined;
    if (this.#stop) return this.#runStop(this.#stop);
    const job = this.#jobs.shift();
    if (job) return job();
    // Without a gap there is nothing to wait for, and no need of the time.
    if (this.#o.gapMs === 0 && this.#pending.size > 0) return this.#commit(0);
    const commitAtMs = this.#commitAtMs();
    const nextAtMs = Math.min(commitAtMs, this.#motionDueAtMs, this.#keepalive.dueAtMs);
    const now = nextAtMs < Number.POSITIVE_INFINITY ? this.#o.clock.now() : 0;
    if (commitAtMs <= now) return this.#commit(now);
    if (this.#motionDueAtMs <= now) return this.#moveOn(now);
    if (this.#keepalive.dueAtMs <= now) return this.#keepAlive(now);
    this.#sleepUntil(nextAtMs, now);
    return undefined;
  }

  #sleepUntil(atMs: number, now: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (atMs < Number.POSITIVE_INFINITY) this.#cancelTimer = this.#o.clock.after(atMs - now, () => this.#wake());
  }

  #commitAtMs(): number {
    if (this.#pending.size === 0) return Number.POSITIVE_INFINITY;
    const { gapMs, features } = this.#o;
    const gapEndsAtMs = this.#lastCommitAtMs + gapMs;
    if (this.#pending.size >= features.length) return gapEndsAtMs;
    return Math.max(gapEndsAtMs, this.#firstPendingAtMs + gatherMs);
  }

  #commit(now: number): Promise<void> {
    const open: Pending[] = [];
    const taken = this.#pending;
    // Not emptied: a map keeps its old tables linked to the new ones, and garbage collections copy the whole chain.
    this.#pending = new Map();
    for (const pending of taken.values()) {
      const { command, settle } = pending;
      if (sameCommand(this.#lastWritten.get(command.feature), command)) settle("written");
      else open.push(pending);
    }
    if (open.length > 0) this.#lastCommitAtMs = now;
    return this.#writeCommands(open);
  }

  async #writeCommands(open: Pending[]): Promise<void> {
    try {
      for (const call of this.#o.encoder.encode(open.map(({ command }) => command))) {
        const packets = this.#stop ? undefined : this.#begin(call);
        let written = 0;
        for (; packets && written < packets.length && !this.#isStopped(call); written += 1) {
          const outgoing = packets[written] as OutgoingPacket;
          await this.#writer.write(outgoing.packet);
          this.#wrote(outgoing);
        }
        if (written === packets?.length) this.#finish(call, open);
        else this.#giveWay(call, open);
      }
    } catch (error) {
      const failure = asWriteFailure(error);
      for (const { settle } of open) settle(failure);
      throw failure;
    }
  }

  /** A stop came while the commit was under way: what it stops is superseded, the rest is written after it. */
  #giveWay(call: EncodedCall, open: Pending[]): void {
    const stopped = this.#stop?.scope ?? "all";
    for (const command of call.commands) {
      const settle = takeSettle(open, command);
      const newer = this.#pending.has(command.feature);
      if (newer || scopeHas(stopped, command.feature)) settle("superseded");
      else this.#pending.set(command.feature, { command, settle });
    }
  }

  #begin(call: EncodedCall): readonly OutgoingPacket[] {
    // What a packet with unknown outcome left behind is unknown, so nothing may be filtered against it.
    for (const { feature } of call.commands) this.#lastWritten.set(feature, undefined);
    return call.packets();
  }

  #isStopped({ commands }: EncodedCall): boolean {
    const stopped = this.#stop?.scope;
    return stopped !== undefined && commands.every(({ feature }) => scopeHas(stopped, feature));
  }

  #finish(call: EncodedCall, open: Pending[]): void {
    const { encoder, clock } = this.#o;
    if (encoder.motionEveryMs !== undefined) this.#motionDueAtMs = clock.now() + encoder.motionEveryMs;
    for (const command of call.commands) {
      this.#lastWritten.set(command.feature, command);
      takeSettle(open, command)("written");
    }
  }

  async #moveOn(now: number): Promise<void> {
    const steps = this.#o.encoder.moveOn();
    this.#motionDueAtMs = steps.length > 0 ? now + (this.#o.encoder.motionEveryMs ?? 0) : Number.POSITIVE_INFINITY;
    for (const step of steps) {
      if (this.#stop) return;
      await this.#writer.write(step.packet);
      this.#wrote(step);
    }
  }

  async #keepAlive(now: number): Promise<void> {
    const packet = this.#keepalive.take(now);
    if (packet) await this.#writer.write(packet);
  }

  async #runStop(stop: WaitingStop): Promise<void> {
    this.#stop = undefined;
    const { clock } = this.#o;
    const giveUpAtMs = clock.now() + stopLimitMs;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#writeStop(stop.scope, giveUpAtMs - clock.now());
        break;
      } catch (error) {
        this.#forget(stop.scope);
        if (attempt === stopTries || this.#ended || clock.now() + stopRetryMs >= giveUpAtMs) {
          for (const settle of stop.settlers) settle(stopFailed(error));
          this.#drop(asWriteFailure(error));
          return;
        }
        await sleep(clock, stopRetryMs, this.#ending.signal).catch(() => {});
      }
    }
    this.#lastCommitAtMs = clock.now();
    for (const settle of stop.settlers) settle(undefined);
  }

  /** After a write with unknown outcome nothing is remembered; what is not to be stopped is written anew afterwards. */
  #forget(stopped: Scope): void {
    this.#o.encoder.forget();
    for (const [feature, command] of this.#lastWritten) {
      if (!command || scopeHas(stopped, feature) || this.#pending.has(feature)) continue;
      this.#pending.set(feature, { command, settle: () => {} });
    }
    this.#lastWritten.clear();
  }

  async #writeStop(scope: Scope, limitMs: number): Promise<void> {
    const { encoder, features } = this.#o;
    const stopped = features.filter(({ index }) => scopeHas(scope, index));
    if (stopped.some(({ outputs }) => outputs.some(isMovement))) {
      encoder.halt();
      this.#motionDueAtMs = Number.POSITIVE_INFINITY;
    }
    for (const { index } of stopped) this.#lastWritten.delete(index);
    const zeros = stopped.flatMap(({ index, outputs }) =>
      outputs
        .filter((type) => !isMovement(type) && encoder.supports(type))
        .map((type): OutputCommand => ({ feature: index, type, value: 0, durationMs: 0 })),
    );
    const giveUpAtMs = this.#o.clock.now() + limitMs;
    for (const call of encoder.encode(zeros)) {
      for (const outgoing of call.packets()) {
        await this.#writer.write(outgoing.packet, giveUpAtMs - this.#o.clock.now());
        this.#wrote(outgoing);
      }
      for (const command of call.commands) this.#lastWritten.set(command.feature, command);
    }
  }

  #wrote(outgoing: OutgoingPacket): void {
    outgoing.written();
    this.#keepalive.wrote(outgoing.packet, this.#o.clock);
  }

  #drop(error: ButtplugError): void {
    if (this.#ended) return;
    this.end(error);
    this.#o.onLost(error);
  }

  /** The device counts as lost. It is brought to rest as well as can be before its link is dropped, lest it run on. */
  readonly #lose = async (cause: unknown): Promise<void> => {
    if (this.#ended) return;
    const error = asWriteFailure(cause);
    const waiting = this.#stop;
    this.#stop = undefined;
    this.end(error);
    this.#o.encoder.forget();
    this.#writer = new DeviceWriter(this.#o.hardware, this.#o.clock);
    const stopped = await this.#writeStop("all", stopLimitMs).then(() => undefined, asWriteFailure);
    this.#writer.end(error);
    for (const settle of waiting?.settlers ?? []) settle(stopped && stopFailed(stopped));
    this.#o.onLost(error);
  };
}

/** Outputs that are places, not levels: at rest they stay where they are. */
function isMovement(type: OutputType): boolean {
  return type === "position" || type === "hwPositionWithDuration";
}

/** Who waits for `command`, which is not open any more then. A device has so few features that a search is fastest. */
function takeSettle(open: Pending[], command: OutputCommand): Settle {
  const [taken] = open.splice(
    open.findIndex((pending) => pending.command === command),
    1,
  );
  return (taken as Pending).settle;
}

function sameCommand(a: OutputCommand | undefined, b: OutputCommand): boolean {
  return a !== undefined && a.type === b.type && a.value === b.value && a.durationMs === b.durationMs;
}

function asWriteFailure(cause: unknown): ButtplugError {
  if (isButtplugError(cause)) return cause;
  return new ButtplugError("hardware/write-failed", `writing to the device failed: ${textOf(cause)}`, { cause });
}

function stopFailed(cause: unknown): ButtplugError {
  const text = `the stop could not be written, the link is dropped; the device may still be running: ${textOf(cause)}`;
  return new ButtplugError("hardware/write-failed", text, { cause });
}
