import type { DeviceSummary, Observation } from "./observation.js";

/** A latched stop: the devices are at rest and take no outputs until it is released. */
export interface Hold extends Disposable {
  /** Who holds, for texts. */
  readonly by: string;
  /** Settles when the devices are at rest; rejects like a stop. */
  readonly stopped: Promise<void>;
  /** Lets outputs through again. Nothing is set in motion. Idempotent. */
  release(): void;
}

/** The index is absent where nobody knows it. */
type HeldDevice = Pick<DeviceSummary, "hardware"> & Partial<Pick<DeviceSummary, "index">>;

/** Who holds what. Only the object that a hold gave can release it. */
export class Holds {
  readonly #observation: Observation;
  readonly #holds = new Set<{ readonly by: string; readonly hardware: "all" | ReadonlySet<string> }>();

  constructor(observation: Observation) {
    this.#observation = observation;
  }

  /** Who holds a device, also one that is not connected: it may come back with another index. */
  heldBy(hardwareKey: string): string | undefined {
    for (const { by, hardware } of this.#holds) if (hardware === "all" || hardware.has(hardwareKey)) return by;
    return undefined;
  }

  /** Holds at once, all without `held`; `stop` brings the devices to rest. */
  add(by: string, held: readonly HeldDevice[] | undefined, stop: () => Promise<void>): Hold {
    const hold = { by, hardware: held ? new Set(held.map(({ hardware }) => hardware)) : ("all" as const) };
    const devices = held ? held.flatMap(({ index }) => index ?? []) : "all";
    this.#holds.add(hold);
    this.#observation.tell({ kind: "held", by, devices });
    const release = () => {
      if (this.#holds.delete(hold)) this.#observation.tell({ kind: "released", by, devices });
    };
    return { by, stopped: stop(), release, [Symbol.dispose]: release };
  }
}
