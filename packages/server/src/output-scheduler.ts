import { ButtplugError, type Cancel, type Clock, isButtplugError, sleep, soon, textOf } from "@buttplug-ts/core";
import type { EncodedCall, OutgoingPacket, OutputCommand, Packet } from "@buttplug-ts/protocol-kit";
import type { DeviceOutput } from "./device-output.js";
import type { OutputShaper } from "./output-shaper.js";
import { type Scope, scopeHas, scopeUnion } from "./scope.js";

/** How a command ended. An error means that the device is lost. */
export type CommandResult = "written" | "superseded" | ButtplugError;

/** Called once a command, with how it ended. */
export type Settle = (result: CommandResult) => void;

export interface OutputSchedulerOptions {
  readonly output: DeviceOutput;
  readonly shaper: OutputShaper;
  /** How many features have outputs. */
  readonly featureCount: number;
  readonly gapMs: number;
  readonly clock: Clock;
  /** The device cannot be trusted any more: a write failed or hung. The owner drops the link. */
  readonly onLost: (error: ButtplugError) => void;
}

interface Pending {
  readonly command: OutputCommand;
  readonly settle: Settle;
}

/** The rest of a command that a limit lets through bit by bit. */
interface Rest {
  readonly command: OutputCommand;
  readonly atMs: number;
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
const never = Number.POSITIVE_INFINITY;
const nobody: Settle = () => {};

/**
 * Decides when what is written to one device. Stops go first and are never held back; values wait for the gap, and only the
 * newest value of each feature is written. One write is under way at a time.
 */
export class OutputScheduler {
  readonly #o: OutputSchedulerOptions;
  #pending = new Map<number, Pending>();
  readonly #rests = new Map<number, Rest>();
  readonly #jobs: (() => Promise<void>)[] = [];
  readonly #ending = new AbortController();
  #stop: WaitingStop | undefined;
  #gapMs: number;
  #firstPendingAtMs = 0;
  #lastCommitAtMs = Number.NEGATIVE_INFINITY;
  #running = false;
  #ended: ButtplugError | undefined;
  #cancelTimer: Cancel | undefined;

  constructor(options: OutputSchedulerOptions) {
    this.#o = options;
    this.#gapMs = options.gapMs;
    // Keepalives and the motions of some protocols begin with the connection.
    if (options.output.dueAtMs < never) this.#wake();
  }

  /** Hands over a checked command. A newer one for the same feature supersedes it as long as it is not being written. */
  submit(command: OutputCommand, settle: Settle): void {
    if (this.#ended) return settle(this.#ended);
    const older = this.#pending.get(command.feature);
    if (older) older.settle("superseded");
    else if (this.#pending.size === 0 && this.#gapMs > 0) this.#firstPendingAtMs = this.#o.clock.now();
    if (this.#rests.size > 0) this.#rests.delete(command.feature);
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
    this.#o.output.hurry(stopLimitMs);
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
      this.#jobs.push(() => this.#o.output.write(packet).then(resolve, reject));
      this.#wake();
    });
  }

  /** From now on this gap holds, and what runs outside the limits, which have changed, is brought inside them. */
  limitsChanged(gapMs: number): void {
    this.#gapMs = gapMs;
    // In turn, so that it sees what is being written now.
    this.#jobs.push(async () => this.#bringInside());
    this.#wake();
  }

  /** Ends everything that waits with `error`. Nothing is written afterwards. */
  end(error: ButtplugError): void {
    if (this.#ended) return;
    this.#ended = error;
    this.#ending.abort();
    this.#cancelTimer?.();
    this.#o.output.end(error);
    for (const { settle } of this.#pending.values()) settle(error);
    for (const settle of this.#stop?.settlers ?? []) settle(error);
    // The writer has ended: each waiting job fails without touching the device.
    for (const job of this.#jobs.splice(0)) void job();
  }

  #bringInside(): void {
    for (const command of this.#o.output.lasting) {
      const bounded = this.#o.shaper.bound(command);
      if (bounded !== command && !this.#pending.has(command.feature)) this.submit(bounded, nobody);
    }
  }

  #supersede(scope: Scope): void {
    for (const feature of [...this.#rests.keys()]) if (scopeHas(scope, feature)) this.#rests.delete(feature);
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
    if (this.#gapMs === 0 && this.#pending.size > 0) return this.#commit();
    const { output, clock } = this.#o;
    const commitAtMs = this.#commitAtMs();
    const nextAtMs = Math.min(commitAtMs, output.dueAtMs);
    const now = nextAtMs < never ? clock.now() : 0;
    if (commitAtMs <= now) return this.#commit();
    if (output.dueAtMs <= now) return output.writeDue(now, () => this.#stop !== undefined);
    this.#sleepUntil(nextAtMs, now);
    return undefined;
  }

  #sleepUntil(atMs: number, now: number): void {
    this.#cancelTimer?.();
    if (atMs < never) this.#cancelTimer = this.#o.clock.after(atMs - now, () => this.#wake());
  }

  #commitAtMs(): number {
    const gapEndsAtMs = this.#lastCommitAtMs + this.#gapMs;
    const { size } = this.#pending;
    // A device without outputs never has all of them pending.
    if (size > 0 && size >= this.#o.featureCount) return gapEndsAtMs;
    let wantedAtMs = size > 0 ? this.#firstPendingAtMs + gatherMs : never;
    for (const { atMs } of this.#rests.values()) wantedAtMs = Math.min(wantedAtMs, atMs);
    return Math.max(gapEndsAtMs, wantedAtMs);
  }

  #commit(): Promise<void> {
    const { clock, shaper } = this.#o;
    const now = this.#gapMs > 0 || shaper.inTime ? clock.now() : 0;
    if (this.#rests.size > 0) this.#takeRests(now);
    const open: Pending[] = [];
    const taken = this.#pending;
    // Not emptied: a map keeps its old tables linked to the new ones, and garbage collections copy the whole chain.
    this.#pending = new Map();
    for (const { command: wanted, settle } of taken.values()) {
      const { command, restAtMs } = shaper.shape(wanted, now);
      if (restAtMs < never) this.#rests.set(command.feature, { command: wanted, atMs: restAtMs });
      if (sameCommand(this.#o.output.lastWritten(command.feature), command)) settle("written");
      else open.push({ command, settle });
    }
    if (open.length > 0) this.#lastCommitAtMs = now;
    return this.#writeCommands(open);
  }

  #takeRests(now: number): void {
    for (const [feature, { command, atMs }] of [...this.#rests]) {
      if (atMs > now) continue;
      this.#rests.delete(feature);
      // What waits gave way to a stop with the part that was allowed then: a newer command would have ended the rest.
      this.#pending.set(feature, { command, settle: this.#pending.get(feature)?.settle ?? nobody });
    }
  }

  async #writeCommands(open: Pending[]): Promise<void> {
    const { output, shaper, clock } = this.#o;
    try {
      for (const call of output.encode(open.map(({ command }) => command))) {
        const packets = this.#stop ? undefined : output.begin(call);
        let written = 0;
        for (; packets && written < packets.length && !this.#stop; written += 1) {
          await output.send(packets[written] as OutgoingPacket);
        }
        if (written !== packets?.length) {
          this.#giveWay(call, open);
          continue;
        }
        output.finish(call);
        for (const command of call.commands) {
          shaper.wrote(command, clock);
          takeSettle(open, command)("written");
        }
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

  async #runStop(stop: WaitingStop): Promise<void> {
    this.#stop = undefined;
    const { clock, output } = this.#o;
    const giveUpAtMs = clock.now() + stopLimitMs;
    for (let attempt = 1; ; attempt += 1) {
      try {
        this.#o.shaper.stopped(stop.scope);
        await output.rest(stop.scope, giveUpAtMs - clock.now());
        break;
      } catch (error) {
        this.#writeAnew();
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

  /** After a write with unknown outcome nothing is remembered; what goes on is written anew afterwards. */
  #writeAnew(): void {
    for (const command of this.#o.output.forget()) {
      if (!this.#pending.has(command.feature)) this.#pending.set(command.feature, { command, settle: nobody });
    }
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
    const stopped = await this.#o.output.lastRest(stopLimitMs, error).then(() => undefined, asWriteFailure);
    for (const settle of waiting?.settlers ?? []) settle(stopped && stopFailed(stopped));
    this.#o.onLost(error);
  };
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
