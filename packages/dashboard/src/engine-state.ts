import type { ManagementState } from "@buttplug-ts/management";
import { computed, type ReadonlySignal, signal } from "@preact/signals";

type Parts = { readonly [K in keyof ManagementState]: ReadonlySignal<ManagementState[K] | undefined> };

/** What the engine said of itself last, in parts that change by themselves. */
export class EngineState {
  readonly #whole = signal<Partial<ManagementState>>({});
  readonly parts: Parts = {
    engine: this.#part("engine"),
    buses: this.#part("buses"),
    scanning: this.#part("scanning"),
    devices: this.#part("devices"),
    absent: this.#part("absent"),
    clients: this.#part("clients"),
    approvals: this.#part("approvals"),
    origins: this.#part("origins"),
    tokens: this.#part("tokens"),
    holds: this.#part("holds"),
    simulated: this.#part("simulated"),
    settings: this.#part("settings"),
    settingsProblems: this.#part("settingsProblems"),
  };

  /** Takes over the parts that came. */
  apply(state: Partial<ManagementState>): void {
    this.#whole.value = { ...this.#whole.peek(), ...state };
  }

  #part<K extends keyof ManagementState>(name: K): ReadonlySignal<ManagementState[K] | undefined> {
    return computed(() => this.#whole.value[name]);
  }
}
