import { asButtplugError, type ButtplugError, type Clock, sleep, systemClock, TypedEvents } from "@buttplug-ts/core";
import type { CloseInfo, Connector } from "@buttplug-ts/messages";
import type { ButtplugClient } from "./client.js";
import type { ClientDevice } from "./client-device.js";
import type { Subscription } from "./device-record.js";

/** How a lost connection is looked for again. Times are milliseconds. */
export interface KeepConnectedOptions {
  /** Ends it all when it aborts. */
  readonly signal?: AbortSignal;
  /** The pause before the first attempt; each further one is twice as long. Default 500. */
  readonly firstDelayMs?: number;
  /** The longest pause. Default 30,000. */
  readonly maxDelayMs?: number;
  /** Attempts after a loss before it is given up. Default: no limit. */
  readonly maxAttempts?: number;
  readonly clock?: Clock;
  /** A number from 0 to below 1. Default `Math.random`. */
  readonly random?: () => number;
}

/** A device of before the loss is here again, as a new object. */
export interface DeviceReturned {
  readonly device: ClientDevice;
  readonly previous: ClientDevice;
  /** What the previous object was subscribed to. Nothing is subscribed to again unless {@link resubscribe} is called. */
  readonly subscriptions: readonly Subscription[];
  resubscribe(): Promise<void>;
}

export interface KeepConnectedEvents {
  /** An attempt follows after `delayMs`. */
  waiting: { readonly attempt: number; readonly delayMs: number };
  attemptFailed: ButtplugError;
  reconnected: undefined;
  deviceReturned: DeviceReturned;
  /** `maxAttempts` have failed. */
  gaveUp: ButtplugError;
}

/**
 * Connects `client` and connects it again when the connection is lost, with pauses that grow and vary. Rejects if the
 * first connection fails; from then on the events of the result tell. The application's own `client.disconnect()` ends it.
 * Outputs are never repeated: what was driven before the loss is at rest.
 */
export async function keepConnected(
  client: ButtplugClient,
  connectors: Connector | readonly Connector[],
  options: KeepConnectedOptions = {},
): Promise<KeptConnection> {
  await client.connect(connectors, { signal: options.signal });
  return new KeptConnection(client, connectors, options);
}

/** What {@link keepConnected} gives. */
export class KeptConnection {
  readonly #client: ButtplugClient;
  readonly #connectors: Connector | readonly Connector[];
  readonly #options: KeepConnectedOptions;
  readonly #events: TypedEvents<KeepConnectedEvents>;
  readonly #stopping = new AbortController();
  readonly #offs: readonly (() => void)[];
  /** The devices that the loss took, by their index. */
  readonly #lost = new Map<number, ClientDevice>();
  /** Removals of this moment: whether they belong to a loss shows when the connection's end follows. */
  #removed: ClientDevice[] = [];

  /** @internal */
  constructor(client: ButtplugClient, connectors: Connector | readonly Connector[], options: KeepConnectedOptions) {
    this.#client = client;
    this.#connectors = connectors;
    this.#options = options;
    this.#events = new TypedEvents((error) => this.#events.emit("attemptFailed", asFailure(error)));
    this.#offs = [
      client.on("serverDisconnect", (info) => this.#onEnd(info)),
      client.on("deviceRemoved", (device) => this.#onRemoved(device)),
      client.on("deviceAdded", (device) => this.#onAdded(device)),
    ];
    options.signal?.addEventListener("abort", () => this.stop(), { once: true });
    if (options.signal?.aborted) this.stop();
  }

  /** Calls `listener` on every event of this name. Returns the function that ends it. */
  on<K extends keyof KeepConnectedEvents>(event: K, listener: (payload: KeepConnectedEvents[K]) => void): () => void {
    return this.#events.on(event, listener);
  }

  /** Does not look for the connection any more. A connection that is open stays open. */
  stop(): void {
    this.#stopping.abort();
    for (const off of this.#offs) off();
  }

  [Symbol.dispose](): void {
    this.stop();
  }

  #onRemoved(device: ClientDevice): void {
    // A single removal is no loss: what is lost together with the connection is known when that ends, in the same tick.
    if (!this.#client.connected) this.#removed.push(device);
  }

  #onEnd(info: CloseInfo): void {
    for (const device of this.#removed) this.#lost.set(device.index, device);
    this.#removed = [];
    const wanted = info.by === "local" && info.code === "connector/closed";
    if (wanted) return this.stop();
    void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    const { maxAttempts = Number.POSITIVE_INFINITY, clock = systemClock } = this.#options;
    const { signal } = this.#stopping;
    for (let attempt = 1; ; attempt += 1) {
      const delayMs = this.#delayMs(attempt);
      this.#events.emit("waiting", { attempt, delayMs });
      try {
        await sleep(clock, delayMs, signal);
        await this.#client.connect(this.#connectors, { signal });
        return this.#events.emit("reconnected", undefined);
      } catch (error) {
        if (signal.aborted) return;
        const failure = asFailure(error);
        this.#events.emit("attemptFailed", failure);
        if (attempt < maxAttempts) continue;
        this.stop();
        return this.#events.emit("gaveUp", failure);
      }
    }
  }

  /** Between half and all of the pause, so that clients that lost the same server do not come back in step. */
  #delayMs(attempt: number): number {
    const { firstDelayMs = 500, maxDelayMs = 30_000, random = Math.random } = this.#options;
    return Math.min(firstDelayMs * 2 ** (attempt - 1), maxDelayMs) * (0.5 + random() / 2);
  }

  #onAdded(device: ClientDevice): void {
    const previous = this.#lost.get(device.index);
    if (previous?.name !== device.name) return;
    this.#lost.delete(device.index);
    const { subscriptions } = previous;
    const resubscribe = async () => {
      await Promise.all(subscriptions.map(({ featureIndex, type }) => device.feature(featureIndex)?.subscribe(type)));
    };
    this.#events.emit("deviceReturned", { device, previous, subscriptions, resubscribe });
  }
}

function asFailure(error: unknown): ButtplugError {
  return asButtplugError(error, "connector/failed", "cannot connect");
}
