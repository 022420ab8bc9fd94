import { ButtplugError, isButtplugError, textOf } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { type SimulatedDevice, SimulatedHardwareManager, simulate } from "@buttplug-ts/hardware-simulated";
import type { KnownOutputCommand } from "@buttplug-ts/messages";
import { protocols } from "@buttplug-ts/protocols";
import { ButtplugServer, type LocalSession } from "@buttplug-ts/server";
import type { DeviceScript, ScriptWrite, Step } from "./device-script.js";
import { GatedHardwareManager, WriteGate } from "./gated-hardware.js";
import { ReplayClock, settle } from "./replay-clock.js";
import {
  differenceOf,
  extraPacket,
  type RecordedMoment,
  type ReplayedBytes,
  refusedCommand,
} from "./replay-difference.js";
import type { ReplayDifference } from "./replay-report.js";
import { sensorQuestion } from "./sensor-question.js";

export interface DeviceReplayOptions {
  readonly script: DeviceScript;
  readonly endAtMs: number;
  readonly toleranceMs: number;
}

/** What came of replaying one device. */
export interface DeviceOutcome {
  readonly packets: number;
  readonly difference?: ReplayDifference;
  readonly notes: readonly string[];
}

/** Time that passes between two things that happen without a turn between them, at most. */
const turnMs = 1;
/** A write that takes longer fails; one that began later may be missing because the recording ended. */
const writeLimitMs = 2_000;
/** How far the next write may be from one write's beginning, in steps, for a question to be asked ahead. */
const stepsAhead = 8;
const settleTurns = 100;
/** How many timers a simulated connection may need. */
const connectTimers = 1_000;

/** What fails in a replay failed in reality, or shows in the packets. */
const ignored = () => {};

/** Plays one device's part of a recording to a server of its own, on a time of its own. */
export class DeviceReplay {
  readonly #o: DeviceReplayOptions;
  readonly #clock = new ReplayClock();
  readonly #gate = new WriteGate();
  readonly #server: ButtplugServer;
  readonly #device: SimulatedDevice;
  readonly #sessions = new Map<number, { readonly clientName: string; open?: LocalSession }>();
  readonly #control: LocalSession;
  readonly #notes: string[] = [];
  readonly #firstWrites: ReplayedBytes[] = [];
  #stopsSeen = 0;
  #lastError = "";
  #difference: ReplayDifference | undefined;
  #asked: ScriptWrite | undefined;
  readonly #settled = new Set<number>();
  #stopsDone = 0;
  #drops = 0;
  #connected = false;
  /** Until when the server was let go on. */
  #settledAtMs = 0;
  #matched = false;
  #packets = 0;

  /** @throws ButtplugError `usage/invalid-argument` if the model cannot be simulated */
  constructor(options: DeviceReplayOptions) {
    this.#o = options;
    const { hardware, steps } = options.script;
    const slash = hardware.indexOf("/");
    const connect = steps.find((step) => step.kind === "connect");
    const { model = "", bus } = connect?.device ?? {};
    const address = hardware.slice(slash + 1);
    this.#device = simulate(model, { address, ...bus, present: false, recordLimit: 0 });
    const name = hardware.slice(0, slash);
    const manager = new SimulatedHardwareManager({ devices: [this.#device], clock: this.#clock, name });
    this.#server = new ButtplugServer("replay", {
      managers: [new GatedHardwareManager(manager, this.#gate, this.#clock)],
      protocols,
      deviceDb: deviceDatabase,
      clock: this.#clock,
      random: (count) => Uint8Array.from({ length: count }, (_, index) => index & 0xff),
      // Every question to a battery that was asked is asked again.
      batteryMaxAgeMs: 0,
    });
    this.#server.observe((event) => {
      if (event.kind === "stop") this.#stopsSeen += 1;
      if (event.kind === "settled") this.#settled.add(event.command);
      if (event.kind === "stopped" && this.#connected) this.#stopsDone += 1;
      if (event.kind === "dropped") this.#drops += 1;
      if (event.kind === "error") this.#lastError = event.message;
      if (event.kind === "write" && !this.#connected) this.#firstWrites.push(event);
    });
    this.#control = this.#server.openSession("replay");
  }

  async run(): Promise<DeviceOutcome> {
    const { steps } = this.#o.script;
    // What checks settings is loaded with the first ones; later ones hold at once.
    await this.#server.setUserConfig({ devices: [] });
    for (const [index, step] of steps.entries()) {
      // No turn but where the recording has one: each await would let the server go on.
      if (this.#passes(step, steps[index - 1])) await this.#letPass(step.atMs);
      this.#clock.moveTo(step.atMs);
      if (step.kind === "done") {
        // No more turns than it takes, as in reality.
        for (let turn = 0; turn < settleTurns && !this.#isDone(step); turn += 1) await undefined;
        if (!this.#isDone(step)) await this.#catchUp(step);
      }
      const next = steps.slice(index, index + stepsAhead);
      if (!this.#gate.waiting && this.#askAhead(step, next)) await settle(() => this.#gate.waiting !== undefined);
      const waiting = this.#take(step, next.slice(1));
      if (waiting) await waiting;
      if (this.#difference) break;
    }
    await this.#end();
    await this.#close();
    const difference = this.#difference;
    return { packets: this.#packets, ...(difference && { difference }), notes: this.#notes };
  }

  #isDone({ what, count }: Extract<Step, { kind: "done" }>): boolean {
    if (what === "command") return this.#settled.has(count);
    return (what === "stop" ? this.#stopsDone : this.#drops) >= count;
  }

  /** What was done in the recording is not yet: does what is due. A packet that comes of it must be the next recorded. */
  async #catchUp(step: Extract<Step, { kind: "done" }>): Promise<void> {
    const isWaiting = () => this.#gate.waiting !== undefined;
    while (!isWaiting() && !this.#isDone(step) && this.#clock.nextDueAtMs <= step.atMs) await this.#runNext();
  }

  /** Whether the server could go on between two steps. What it does after a write depends on when that ended. */
  #passes({ turn, atMs }: Step, before: Step | undefined): boolean {
    if (turn !== undefined && turn === before?.turn) return false;
    return atMs - this.#settledAtMs > turnMs || (before?.kind === "write-ended" && atMs > this.#clock.now());
  }

  /** Lets time pass. Timers that may have run late in reality wait for the write that shows when they ran. */
  async #letPass(untilMs: number): Promise<void> {
    await settle();
    const overdue = untilMs - this.#o.toleranceMs;
    while (this.#clock.nextDueAtMs <= overdue) await this.#runNext();
    this.#settledAtMs = untilMs;
  }

  async #runNext(): Promise<void> {
    this.#clock.moveTo(this.#clock.nextDueAtMs);
    this.#clock.runNext();
    await settle();
  }

  /** Does at once what a step says; a promise only of what has to wait. */
  #take(step: Step, next: readonly Step[]): Promise<void> | undefined {
    if (step.kind === "connect") return this.#connect(step);
    if (step.kind === "session-opened") this.#sessions.set(step.session, { clientName: step.clientName });
    if (step.kind === "session-closed") this.#sessions.get(step.session)?.open?.close().catch(ignored);
    if (step.kind === "settings") this.#set(step);
    if (!this.#connected) return undefined;
    if (step.kind === "write-started") return this.#expect(step, next);
    if (step.kind === "vanish") this.#vanish(step);
    if (step.kind === "command") this.#command(step);
    if (step.kind === "stop") this.#stop(step.features);
    if (step.kind === "write-ended") this.#release(step.write);
    return undefined;
  }

  async #connect(step: Extract<Step, { kind: "connect" }>): Promise<void> {
    const { device, line } = step;
    await settle();
    this.#firstWrites.length = 0;
    const stopsBefore = this.#stopsSeen;
    this.#device.appear();
    const isThere = () => this.#server.deviceStatus.length > 0;
    // Time stands still meanwhile: what a device was told before it was announced is not in a recording.
    for (let count = 0; count < connectTimers; count += 1) {
      await settle(isThere);
      if (isThere() || this.#clock.nextDueAtMs === Number.POSITIVE_INFINITY) break;
      this.#clock.runNext();
    }
    const connected = this.#server.deviceStatus[0];
    if (connected?.model !== device.model) {
      const why = connected ? `it turned out to be ${connected.model}` : this.#lastError;
      this.#note(`line ${line}: ${device.hardware} (${device.name}) could not be connected in the simulation: ${why}`);
      return;
    }
    if (step.stopFirst && this.#stopsSeen === stopsBefore) this.#control.stop().catch(ignored);
    await settle();
    this.#connected = true;
    this.#gate.isOpen = false;
    this.#compareFirst(step.firstWrites, { hardware: device.hardware, line, atMs: step.atMs });
    if (step.wasThere) this.#note(`${device.hardware} (${device.name}) was connected before the recording began`);
  }

  /** What the device got before it was announced. Of attempts that failed in reality only the last can be compared. */
  #compareFirst(recorded: readonly ScriptWrite[], moment: RecordedMoment): void {
    if (recorded.some(({ error }) => error !== undefined)) return;
    const got = this.#firstWrites;
    const last = got.length === 0 ? recorded : recorded.slice(-got.length);
    for (const [index, write] of last.entries()) this.#compare(write, got[index], Number.POSITIVE_INFINITY);
    const extra = got[last.length];
    if (extra) this.#differ(extraPacket(moment, extra));
  }

  #vanish(step: Step): void {
    this.#refuseWaiting(step);
    this.#connected = false;
    this.#gate.isOpen = true;
    this.#device.vanish();
  }

  #set(step: Extract<Step, { kind: "settings" }>): void {
    this.#server.setUserConfig(step.config).catch((error: unknown) => {
      this.#note(`line ${step.line}: ${textOf(error)}`);
    });
  }

  #command(step: Extract<Step, { kind: "command" }>): void {
    const session = this.#sessions.get(step.session) ?? { clientName: "unknown" };
    this.#sessions.set(step.session, session);
    session.open ??= this.#server.openSession(session.clientName);
    const { output: type, value, durationMs: duration } = step;
    const command = type === "hwPositionWithDuration" ? { type, value, duration } : { type, value };
    const index = this.#server.deviceStatus[0]?.index ?? -1;
    session.open.output(index, step.feature, command as KnownOutputCommand).catch((error: unknown) => {
      const isRefusal = isButtplugError(error) && error.code.startsWith("device/") && index >= 0;
      if (!isRefusal) return;
      const { hardware } = this.#o.script;
      this.#differ(refusedCommand({ hardware, line: step.line, atMs: step.atMs }, error.message));
    });
  }

  #stop(features: "all" | readonly number[]): void {
    const device = this.#server.deviceStatus[0]?.index;
    if (device === undefined) return;
    const scopes = features === "all" ? [{ device }] : features.map((feature) => ({ device, feature }));
    for (const scope of scopes) this.#control.stop(scope).catch(ignored);
  }

  async #expect(step: Extract<Step, { kind: "write-started" }>, next: readonly Step[]): Promise<void> {
    const { write } = step;
    const isThere = () => this.#gate.waiting !== undefined;
    await settle(isThere);
    // A gap counts from when packets were chosen, which in reality may be a pause before the first was written.
    const untilMs = write.atMs + this.#o.toleranceMs;
    while (!isThere() && this.#clock.nextDueAtMs <= untilMs) await this.#runNext();
    this.#compare(write, this.#gate.waiting, this.#o.toleranceMs);
    this.#matched = true;
    this.#askAhead(step, next);
  }

  /** Asks the sensor whose question these bytes are, if they are one. */
  #ask(write: ScriptWrite): boolean {
    const question = sensorQuestion(this.#device.model, write);
    const index = this.#server.deviceStatus[0]?.index;
    if (!question || index === undefined) return false;
    this.#control.read(index, question.feature, question.input).catch(ignored);
    return true;
  }

  /**
   * Asks a sensor whose question is the next write. A question goes before the values that wait, so it is asked before they
   * are set, or while the write before it is under way.
   */
  #askAhead(now: Step, next: readonly Step[]): boolean {
    const following = next.find((step) => step.kind === "write-started");
    if (!this.#connected || following?.kind !== "write-started" || following.write === this.#asked) return false;
    const freeAtMs = next.find((step) => step.kind === "write-ended")?.atMs ?? now.atMs;
    const isNear = following.atMs - (this.#gate.waiting ? freeAtMs : now.atMs) <= turnMs;
    if (!isNear || !this.#ask(following.write)) return false;
    this.#asked = following.write;
    return true;
  }

  #release(write: ScriptWrite): void {
    const { waiting } = this.#gate;
    if (!waiting || !this.#matched) return;
    this.#gate.waiting = undefined;
    this.#matched = false;
    if (write.error === undefined) waiting.pass();
    else waiting.fail(new ButtplugError("hardware/write-failed", write.error));
  }

  async #end(): Promise<void> {
    const { endAtMs } = this.#o;
    await this.#letPass(endAtMs);
    this.#clock.moveTo(endAtMs);
    await settle();
    const startedAtMs = this.#gate.waiting?.atMs ?? endAtMs;
    if (endAtMs - startedAtMs > writeLimitMs) this.#refuseWaiting({ line: 0, atMs: endAtMs });
  }

  async #close(): Promise<void> {
    this.#gate.isOpen = true;
    this.#gate.waiting?.pass();
    let closed = false;
    void this.#server.close().then(() => {
      closed = true;
    });
    for (let count = 0; count < connectTimers && !closed; count += 1) {
      await settle(() => closed);
      if (!closed) await this.#runNext();
    }
  }

  #note(text: string): void {
    if (!this.#notes.includes(text)) this.#notes.push(text);
  }

  #differ(difference: ReplayDifference | undefined): void {
    this.#difference ??= difference;
  }

  /** A write that is under way must be one of the recording. */
  #refuseWaiting({ line, atMs }: { readonly line: number; readonly atMs: number }): void {
    const { waiting } = this.#gate;
    this.#gate.waiting = undefined;
    if (waiting && !this.#matched)
      this.#differ(extraPacket({ hardware: this.#o.script.hardware, line, atMs }, waiting));
  }

  #compare(write: ScriptWrite, got: ReplayedBytes | undefined, toleranceMs: number): void {
    const { line, atMs } = write;
    this.#differ(differenceOf({ hardware: this.#o.script.hardware, line, atMs }, write, got, toleranceMs));
    if (!this.#difference) this.#packets += 1;
  }
}
