import { type Advertisement, type Clock, type Logger, type ScanFilters, sleep, textOf } from "@buttplug-ts/core";
import type { HardwareManager } from "@buttplug-ts/hardware";
import type { Observation } from "./observation.js";

/** A discovery cycle ends after this long, even on a bus that would go on (design §5.6). */
const cycleLimitMs = 30_000;

export interface ScanCyclesOptions {
  readonly managers: readonly HardwareManager[];
  /** What to look for; asked for at the beginning of each scan. */
  readonly filters: () => ScanFilters;
  /** Settles when it is known what to look for. */
  readonly ready: Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observation: Observation;
  readonly onFound: (manager: HardwareManager, advertisement: Advertisement) => void;
  /** Settles when the devices found so far are connected or given up. */
  readonly settled: () => Promise<void>;
}

/** Scans over all managers for as long as anyone wants it. */
export class ScanCycles {
  readonly #o: ScanCyclesOptions;
  readonly #wanting = new Map<object, () => void>();
  #cycle: AbortController | undefined;

  constructor(options: ScanCyclesOptions) {
    this.#o = options;
  }

  get isRunning(): boolean {
    return this.#cycle !== undefined;
  }

  /** Begins a cycle or joins the one under way. `onFinished` is called when it ends by itself. Again: no effect. */
  start(who: object, onFinished: () => void): void {
    this.#wanting.set(who, onFinished);
    if (this.#cycle) return;
    const cycle = new AbortController();
    this.#cycle = cycle;
    this.#o.observation.tell({ kind: "scan-started" });
    void this.#run(cycle);
  }

  /** Ends the wish of `who`; the cycle ends with the last. `onFinished` is not called. */
  stop(who: object): void {
    this.#wanting.delete(who);
    if (this.#wanting.size > 0) return;
    if (!this.#cycle) return;
    this.#cycle.abort();
    this.#cycle = undefined;
    this.#o.observation.tell({ kind: "scan-finished" });
  }

  stopAll(): void {
    for (const who of [...this.#wanting.keys()]) this.stop(who);
  }

  /** Ends the cycle for everybody, at once; devices that were found go on connecting. */
  finish(): void {
    if (!this.#cycle) return;
    this.#cycle.abort();
    this.#finished();
  }

  async #run(cycle: AbortController): Promise<void> {
    const { clock, settled } = this.#o;
    const timer = new AbortController();
    const limit = sleep(clock, cycleLimitMs, AbortSignal.any([timer.signal, cycle.signal])).catch(() => {});
    await this.#scanAll(limit, AbortSignal.any([cycle.signal, timer.signal]));
    timer.abort();
    await settled();
    if (this.#cycle === cycle) this.#finished();
  }

  #finished(): void {
    this.#cycle = undefined;
    this.#o.observation.tell({ kind: "scan-finished" });
    const finished = [...this.#wanting.values()];
    this.#wanting.clear();
    for (const onFinished of finished) onFinished();
  }

  /** Ends when no bus scans any more, or with `limit`. A bus that becomes usable meanwhile joins. */
  async #scanAll(limit: Promise<void>, signal: AbortSignal): Promise<void> {
    const running = new Map<HardwareManager, Promise<void>>();
    const scan = (manager: HardwareManager) => {
      if (running.has(manager)) return;
      const done = this.#scan(manager, signal).finally(() => running.delete(manager));
      running.set(manager, done);
    };
    const unwatch = this.#o.managers.map((manager) => this.#onUsable(manager, () => scan(manager)));
    for (const manager of this.#o.managers) scan(manager);
    const all = async () => {
      while (running.size > 0) await Promise.all(running.values());
    };
    await Promise.race([limit, all()]);
    for (const end of unwatch) end();
  }

  #onUsable(manager: HardwareManager, then: () => void): () => void {
    try {
      return manager.availability.subscribe(({ usable }) => {
        if (usable) then();
      });
    } catch {
      return () => {}; // #scan tells what is wrong with it
    }
  }

  async #scan(manager: HardwareManager, signal: AbortSignal): Promise<void> {
    const { filters, logger, onFound, ready } = this.#o;
    try {
      await Promise.all([ready, manager.ready]);
      const { value } = manager.availability;
      if (!value.usable) return logger.log("info", "scan", `${manager.name} cannot be used: ${value.why}`);
      if (signal.aborted) return;
      for await (const advertisement of manager.scan(filters(), { signal })) {
        if (signal.aborted) return;
        onFound(manager, advertisement);
      }
    } catch (error) {
      logger.log("warn", "scan", `scanning with ${manager.name} failed: ${textOf(error)}`);
    }
  }
}
