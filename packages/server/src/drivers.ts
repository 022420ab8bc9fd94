import type { Observation } from "./observation.js";
import { type Scope, scopeHas } from "./scope.js";

/** Someone who drives features: a session. */
export interface Driver {
  /** Never used again while the server lives. */
  readonly id: number;
  readonly clientName: string;
}

/** Who drives which feature of one device. The newest command decides. */
export class Drivers {
  readonly #device: number;
  readonly #observation: Observation;
  readonly #byFeature = new Map<number, Driver>();

  constructor(device: number, observation: Observation) {
    this.#device = device;
    this.#observation = observation;
  }

  get all(): readonly (readonly [feature: number, driver: Driver])[] {
    return [...this.#byFeature];
  }

  /** The features that `driver` drives. */
  of(driver: Driver): ReadonlySet<number> {
    return new Set(this.all.filter(([, other]) => other === driver).map(([feature]) => feature));
  }

  set(feature: number, driver: Driver): void {
    if (this.#byFeature.get(feature) === driver) return;
    this.#byFeature.set(feature, driver);
    this.#observation.tell({ kind: "driver", device: this.#device, feature, session: driver.id });
  }

  clear(scope: Scope): void {
    for (const feature of [...this.#byFeature.keys()]) {
      if (!scopeHas(scope, feature)) continue;
      this.#byFeature.delete(feature);
      this.#observation.tell({ kind: "driver", device: this.#device, feature });
    }
  }
}
