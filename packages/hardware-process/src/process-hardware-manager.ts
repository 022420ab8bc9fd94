import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Advertisement,
  ButtplugError,
  type Cancel,
  type Clock,
  type EndpointPlan,
  type HardwareId,
  type Logger,
  type Observable,
  ObservableValue,
  onAbort,
  type ScanFilters,
  silentLogger,
  systemClock,
  textOf,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareClosed, HardwareManager } from "@buttplug-ts/hardware";
import { connectFailed, unavailable } from "@buttplug-ts/hardware-kit";
import { Child } from "./child.js";
import { type ChildEnd, endSentence } from "./child-end.js";
import { Crashes } from "./crashes.js";
import { ProcessHardware } from "./process-hardware.js";

export interface ProcessHardwareManagerOptions {
  /** The name of the bus, such as `bluetooth`. */
  readonly name: string;
  /** The module that calls {@link hostHardwareManager}: a `file:` URL or a path. */
  readonly module: URL | string;
  /** What the module gets. Plain data. Default: nothing. */
  readonly options?: object;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Takes what the process prints, too. Default: silent. */
  readonly logger?: Logger;
  /**
   * Milliseconds until the process is started again after its first, second, … crash within ten minutes. One more crash
   * and it stays down. Default: 1, 5, 30 and 30 s.
   */
  readonly restartDelaysMs?: readonly number[];
  /** Milliseconds until a process that has not given a sign of life is ended, in whole seconds. Default: 30 s. */
  readonly startLimitMs?: number;
  /** Milliseconds of silence until a process that hangs is ended, in whole seconds. Default: 5 s. */
  readonly silenceLimitMs?: number;
  /** How many operations may wait for the process; more reject with `request/too-many`. Default: 1,000. */
  readonly pendingLimit?: number;
}

/** `ready` settles after this long, also while the process is still starting. */
const readyLimitMs = 5_000;

/**
 * A hardware manager that runs in a process of its own, so that a crash there becomes a sentence in `availability`. The
 * process is started at once, and again when it crashes; it ends with `dispose`, or with this process.
 * @throws ButtplugError `usage/invalid-argument` for a module that is no file
 */
export function processHardwareManager(options: ProcessHardwareManagerOptions): HardwareManager {
  return new ProcessHardwareManager(options);
}

interface Watcher {
  readonly arrivals: (advertisement: Advertisement) => void;
  stop: () => void;
}

class ProcessHardwareManager implements HardwareManager {
  readonly name: string;
  readonly ready: Promise<void>;
  readonly #o: ProcessHardwareManagerOptions;
  readonly #clock: Clock;
  readonly #path: string;
  readonly #availability: ObservableValue<Availability>;
  readonly #watchers = new Set<Watcher>();
  readonly #connections = new Set<ProcessHardware>();
  readonly #crashes: Crashes;
  #child: Child | undefined;
  #leaving: Promise<void> = Promise.resolve();
  #cancelRestart: Cancel = () => {};
  #settleReady: () => void = () => {};
  #disposing: Promise<void> | undefined;

  constructor(options: ProcessHardwareManagerOptions) {
    this.#o = options;
    this.name = options.name;
    this.#clock = options.clock ?? systemClock;
    this.#path = pathOf(options.module);
    this.#crashes = new Crashes(options.restartDelaysMs ?? [1_000, 5_000, 30_000, 30_000]);
    this.#availability = new ObservableValue<Availability>({ usable: false, why: this.#starting });
    this.ready = new Promise((resolve) => {
      const cancel = this.#clock.after(readyLimitMs, resolve);
      this.#settleReady = () => {
        cancel();
        resolve();
      };
    });
    this.#start();
  }

  get availability(): Observable<Availability> {
    return this.#availability;
  }

  watch(arrivals: (advertisement: Advertisement) => void, { signal }: { readonly signal: AbortSignal }): void {
    if (signal.aborted || this.#disposing) return;
    const watcher: Watcher = { arrivals, stop: () => {} };
    this.#watchers.add(watcher);
    if (this.#child) this.#watchIn(this.#child, watcher);
    onAbort(signal, () => {
      this.#watchers.delete(watcher);
      watcher.stop();
    });
  }

  async *scan(filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    const child = this.#child;
    if (child === undefined) throw unavailable(this.name, this.#why);
    if (signal.aborted) return;
    const onLost = (why: string) => unavailable(this.name, `The process that runs ${this.name} ${why}.`);
    const { id: scan, result } = child.call("scan", { filters }, { signal, onLost });
    try {
      await result;
      for (;;) {
        const found = await child.call("next", { scan }, { signal, onLost }).result;
        if (found === undefined) return;
        yield found;
      }
    } catch (error) {
      if (!signal.aborted && this.#disposing === undefined) throw error;
    } finally {
      child.cancel(scan);
    }
  }

  async open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    const child = this.#child;
    if (child === undefined) throw connectFailed(id, this.#why);
    let hardware: ProcessHardware | undefined;
    let closed: HardwareClosed | undefined;
    const { id: connection, result } = child.call(
      "open",
      { hardware: id, plans },
      {
        signal,
        onEvent: (end) => {
          closed = end;
          hardware?.finish(end);
        },
        onLost: (why) => connectFailed(id, `the process that runs ${this.name} ${why}`),
      },
    );
    const opened = await result;
    const plan = plans[opened.plan];
    if (this.#child !== child || plan === undefined) throw connectFailed(id, this.#why);
    hardware = new ProcessHardware({ id, plan, opened, child, connection, clock: this.#clock });
    this.#keep(hardware);
    if (closed) hardware.finish(closed);
    return hardware;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#disposing ??= this.#dispose();
    return this.#disposing;
  }

  get #starting(): string {
    return `The process that runs ${this.name} is starting.`;
  }

  get #why(): string {
    const { value } = this.#availability;
    return value.usable ? this.#starting : value.why;
  }

  #start(): void {
    const {
      name,
      logger = silentLogger,
      startLimitMs = 30_000,
      silenceLimitMs = 5_000,
      pendingLimit = 1_000,
    } = this.#o;
    if (!existsSync(this.#path)) {
      return this.#down(
        `The file ${this.#path}, which runs ${name}, does not exist: this program is not installed completely.`,
      );
    }
    const limits = { startLimitMs, silenceLimitMs, pendingLimit };
    const onOver = (how: string) => this.#over(how);
    const child = new Child({ name, path: this.#path, clock: this.#clock, logger, ...limits, onOver });
    this.#child = child;
    // What was said before it heard that it is to end must not make the bus usable again.
    const onEvent = (availability: Availability) => {
      if (this.#child === child) this.#availability.set(availability);
    };
    const onLost = (why: string) => unavailable(name, why);
    const { result } = child.call("create", { options: this.#o.options ?? {} }, { onEvent, onLost });
    result.then(this.#settleReady, (error: unknown) => this.#refused(child, error));
    for (const watcher of this.#watchers) this.#watchIn(child, watcher);
    void child.ended.then((end) => this.#ended(end));
  }

  /** The module runs, but its manager could not be made. That will not get better by trying again. */
  #refused(child: Child, error: unknown): void {
    if (child.isOver || this.#disposing) return;
    this.#child = undefined;
    this.#down(`The process that runs ${this.name} is of no use: ${textOf(error).replace(/\.$/, "")}.`);
    this.#leaving = child.shutDown();
  }

  /** What the process printed, and so what would help, is known a little later; that all of it is gone, now. */
  #over(how: string): void {
    const { name } = this;
    if (this.#availability.value.usable)
      this.#availability.set({ usable: false, why: `The process that runs ${name} ${how}.` });
    const reason = `the process that runs ${name} ${how}`;
    for (const hardware of this.#connections) hardware.finish({ by: "failure", reason });
  }

  #ended(end: ChildEnd): void {
    if (this.#disposing || this.#child === undefined) return;
    this.#child = undefined;
    const delayMs = this.#crashes.add(this.#clock.now());
    const next =
      delayMs === undefined
        ? "This happened too often within ten minutes, so it is not started again: restart this program when the cause is mended."
        : `It is started again in ${delayMs / 1_000} s.`;
    this.#down(endSentence(this.name, end, process.platform, next));
    if (delayMs !== undefined) this.#cancelRestart = this.#clock.after(delayMs, () => this.#start());
  }

  #down(why: string): void {
    this.#o.logger?.log("warn", "hardware", why);
    this.#availability.set({ usable: false, why });
    this.#settleReady();
  }

  #watchIn(child: Child, watcher: Watcher): void {
    const onLost = (why: string) => unavailable(this.name, why);
    const { id, result } = child.call("watch", {}, { onEvent: watcher.arrivals, onLost });
    watcher.stop = () => child.cancel(id);
    result.catch((error: unknown) => {
      if (!child.isOver) this.#o.logger?.log("warn", "hardware", `${this.name} cannot be watched: ${textOf(error)}`);
    });
  }

  #keep(hardware: ProcessHardware): void {
    this.#connections.add(hardware);
    void hardware.closed.then(() => this.#connections.delete(hardware));
  }

  async #dispose(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    this.#cancelRestart();
    this.#watchers.clear();
    this.#availability.set({ usable: false, why: `The process that runs ${this.name} was shut down.` });
    this.#settleReady();
    for (const hardware of this.#connections) hardware.finish({ by: "local", reason: `${this.name} was shut down` });
    await Promise.all([child?.shutDown(), this.#leaving]);
  }
}

function pathOf(module: URL | string): string {
  if (typeof module === "string" && !/^[a-z]{2,}:/.test(module)) return resolve(module);
  try {
    return fileURLToPath(module);
  } catch (cause) {
    throw new ButtplugError("usage/invalid-argument", `a module that runs in a process is a file, not ${module}`, {
      details: { argument: "module" },
      cause,
    });
  }
}
