import type { Message } from "@buttplug-ts/messages";

type Stop = Message<"stopCmd">;

/** Stops of one client that come right after each other and are about the same are one. */
export class SessionStops {
  readonly #running = new Map<string, Promise<undefined>>();

  begin(stop: Stop, begin: () => Promise<undefined>): Promise<undefined> {
    const key = keyOf(stop);
    const running = this.#running.get(key) ?? begin();
    this.#running.set(key, running);
    return running;
  }

  /** Something else came, or may have: the next stop is a new one. */
  clear(): void {
    if (this.#running.size > 0) this.#running.clear();
  }
}

function keyOf({ deviceIndex, featureIndex, inputs = true, outputs = true }: Stop): string {
  // FeatureIndex means nothing without DeviceIndex (spec v4, StopCmd).
  return `${deviceIndex}/${deviceIndex === undefined ? undefined : featureIndex}/${inputs}/${outputs}`;
}
