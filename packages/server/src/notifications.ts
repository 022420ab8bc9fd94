import type { Endpoint } from "@buttplug-ts/core";
import type { Hardware, Unsubscribe } from "@buttplug-ts/hardware";

type Listener = (data: Uint8Array) => void;

interface Open {
  readonly listeners: Set<Listener>;
  readonly subscribed: Promise<Unsubscribe>;
}

/** Shares one subscription of an endpoint among everyone who wants its notifications. */
export class Notifications {
  readonly #hardware: Hardware;
  readonly #open = new Map<Endpoint, Open>();

  constructor(hardware: Hardware) {
    this.#hardware = hardware;
  }

  /** Calls `listener` for each notification until the returned function is called; the last one out ends the subscription. */
  async listen(endpoint: Endpoint, listener: Listener): Promise<Unsubscribe> {
    const open = this.#open.get(endpoint) ?? this.#subscribe(endpoint);
    open.listeners.add(listener);
    await open.subscribed;
    return async () => {
      if (!open.listeners.delete(listener) || open.listeners.size > 0) return;
      this.#open.delete(endpoint);
      const unsubscribe = await open.subscribed;
      await unsubscribe();
    };
  }

  #subscribe(endpoint: Endpoint): Open {
    const listeners = new Set<Listener>();
    const subscribed = this.#hardware.subscribe(endpoint, (data) => {
      for (const listener of [...listeners]) listener(data);
    });
    const open = { listeners, subscribed };
    this.#open.set(endpoint, open);
    subscribed.catch(() => this.#open.delete(endpoint));
    return open;
  }
}
