import { type Clock, type Logger, sleep, textOf } from "@buttplug-ts/core";
import type { Observation } from "./observation.js";

/** Five attempts, the last one less than two minutes after the loss (design: devices that were driven are looked for). */
const pausesMs = [1_000, 4_000, 15_000, 35_000, 60_000] as const;

export interface ReconnectsOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observation: Observation;
}

/** Looks for lost devices again without a scan. */
export class Reconnects {
  readonly #o: ReconnectsOptions;
  readonly #running = new Map<string, AbortController>();

  constructor(options: ReconnectsOptions) {
    this.#o = options;
  }

  /** Begins to look for lost hardware. `attempt` says whether it is back. */
  start(hardwareKey: string, attempt: () => Promise<boolean>): void {
    this.cancel(hardwareKey);
    const controller = new AbortController();
    this.#running.set(hardwareKey, controller);
    void this.#run(hardwareKey, attempt, controller.signal)
      .catch((error: unknown) => this.#o.logger.log("error", "devices", textOf(error)))
      .finally(() => {
        if (this.#running.get(hardwareKey) === controller) this.#running.delete(hardwareKey);
      });
  }

  /** The hardware is back, or not wanted any more. */
  cancel(hardwareKey: string): void {
    this.#running.get(hardwareKey)?.abort();
    this.#running.delete(hardwareKey);
  }

  cancelAll(): void {
    for (const hardwareKey of [...this.#running.keys()]) this.cancel(hardwareKey);
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
