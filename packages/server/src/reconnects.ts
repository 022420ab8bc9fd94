import { background, type Clock, type Logger, sleep } from "@buttplug-ts/core";
import type { Observation } from "./observation.js";

/** Five attempts, the last one less than two minutes after the loss (design: devices that were driven are looked for). */
const pausesMs = [1_000, 4_000, 15_000, 35_000, 60_000] as const;

export interface ReconnectsOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observation: Observation;
}

/** A device that has been given up is remembered for the day its bus comes back. */
const rememberedDevices = 100;

interface Lost {
  readonly bus: object;
  readonly attempt: () => Promise<boolean>;
  readonly running: AbortController;
}

/** Looks for lost devices again without a scan. */
export class Reconnects {
  readonly #o: ReconnectsOptions;
  readonly #lost = new Map<string, Lost>();

  constructor(options: ReconnectsOptions) {
    this.#o = options;
  }

  /** Begins to look for lost hardware. `attempt` says whether it is back. */
  start(hardwareKey: string, bus: object, attempt: () => Promise<boolean>): void {
    this.cancel(hardwareKey);
    const running = new AbortController();
    this.#lost.set(hardwareKey, { bus, attempt, running });
    background(this.#run(hardwareKey, attempt, running.signal), this.#o.logger, "devices");
    const [oldest] = this.#lost.keys();
    if (this.#lost.size > rememberedDevices && oldest !== undefined) this.cancel(oldest);
  }

  /** The hardware is back, or not wanted any more. */
  cancel(hardwareKey: string): void {
    this.#lost.get(hardwareKey)?.running.abort();
    this.#lost.delete(hardwareKey);
  }

  /** The bus can be used again, for instance after the machine slept: begins anew for what was lost on it. */
  busIsBack(bus: object): void {
    for (const [hardwareKey, lost] of [...this.#lost]) {
      if (lost.bus === bus) this.start(hardwareKey, bus, lost.attempt);
    }
  }

  cancelAll(): void {
    for (const hardwareKey of [...this.#lost.keys()]) this.cancel(hardwareKey);
  }

  async #run(hardware: string, attempt: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
    const { clock, observation } = this.#o;
    for (const [index, pauseMs] of pausesMs.entries()) {
      await sleep(clock, pauseMs, signal).catch(() => {});
      if (signal.aborted) return;
      observation.tell({ kind: "reconnecting", hardware, attempt: index + 1 });
      if (await attempt()) return;
    }
  }
}
