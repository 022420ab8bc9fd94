import { ButtplugError, type InputType } from "@buttplug-ts/core";
import type { DeviceInfo, KnownOutputCommand, KnownReading } from "@buttplug-ts/messages";
import { allTried } from "./all-tried.js";
import { describeDevice } from "./describe-device.js";
import type { DeviceManager } from "./device-manager.js";
import { memoryKeyOf } from "./device-memory.js";
import type { Driver } from "./drivers.js";
import type { ReadingListener, TimedReading } from "./input-hub.js";
import type { Observation, SessionSummary } from "./observation.js";

/** How a command ended that did not fail: its bytes left, or a newer value of the same feature took its place. */
export type OutputResult = "written" | "superseded";

/** What a stop is about. Without a device: all. */
export interface StopScope {
  readonly device?: number;
  /** Only with `device`. */
  readonly feature?: number;
}

/** Gets the readings of one subscription, with the time of each on the server's clock, in milliseconds. */
export type TimedReadingListener = (reading: KnownReading, atMs: number) => void;

export interface LocalSessionOptions {
  readonly id: number;
  readonly clientName: string;
  readonly manager: DeviceManager;
  readonly observation: Observation;
  readonly onClosed: (session: LocalSession) => void;
}

/**
 * Drives devices in the server's own process, without messages: what an embedding application, an engine or a dashboard
 * uses to see more than the message protocol tells. It owns what it drives, as any session.
 */
export class LocalSession implements Driver, AsyncDisposable {
  readonly id: number;
  readonly clientName: string;
  /** When it opened, on the server's clock, in milliseconds. */
  readonly openedAtMs: number;
  readonly #o: LocalSessionOptions;
  readonly #unsubscribes = new Set<() => Promise<void>>();
  #closed = false;

  /** @internal */
  constructor(options: LocalSessionOptions) {
    this.#o = options;
    this.id = options.id;
    this.clientName = options.clientName;
    this.openedAtMs = options.observation.now();
    options.observation.tell({ kind: "session-opened", session: this.summary });
  }

  get summary(): SessionSummary {
    return { id: this.id, clientName: this.clientName, transport: "embedded", specVersion: 4 };
  }

  /** The connected devices, with an id each that is stable for sessions of this name. */
  get devices(): readonly DeviceInfo[] {
    const { manager } = this.#o;
    return manager.devices.map((device) =>
      describeDevice(device, manager.memory.stableId(memoryKeyOf(device.summary), this.clientName)),
    );
  }

  /**
   * Sets an output; values are steps inside the range of the feature's output. Resolves when the bytes left or a newer
   * value took their place; rejects with an error of area `device` or `hardware`.
   */
  output(device: number, feature: number, command: KnownOutputCommand): Promise<OutputResult> {
    return new Promise((resolve, reject) => {
      this.#checkOpen();
      this.#o.manager.device(device).output(feature, command, this, (result) => {
        if (typeof result === "string") resolve(result);
        else reject(result);
      });
    });
  }

  /** Brings everything in `scope` to rest, whoever drives it. Resolves when the bytes left. */
  async stop({ device, feature }: StopScope = {}): Promise<void> {
    this.#checkOpen();
    const { manager } = this.#o;
    if (device === undefined) await allTried(manager.devices.map((each) => each.stop(undefined, this)));
    else await manager.device(device).stop(feature, this);
  }

  /** One reading, and when the device gave it: a battery is not asked again for a while. */
  async read(device: number, feature: number, input: InputType): Promise<TimedReading> {
    this.#checkOpen();
    return this.#o.manager.device(device).read(feature, input);
  }

  /** Calls `listener` with each reading until the returned function is called or the session is closed. */
  async subscribe(
    device: number,
    feature: number,
    input: InputType,
    listener: TimedReadingListener,
  ): Promise<() => Promise<void>> {
    this.#checkOpen();
    const target = this.#o.manager.device(device);
    const each: ReadingListener = (_, reading, atMs) => listener(reading, atMs);
    await target.subscribe(feature, input, each);
    const unsubscribe = async () => {
      if (this.#unsubscribes.delete(unsubscribe)) await target.unsubscribeAll(each, feature);
    };
    this.#unsubscribes.add(unsubscribe);
    return unsubscribe;
  }

  /** Scans for as long as `signal` is not aborted, 30 s at most. Resolves when the scan is over. */
  scan({ signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    this.#checkOpen();
    const { scans } = this.#o.manager;
    return new Promise((resolve) => {
      const stop = () => {
        scans.stop(this);
        resolve();
      };
      if (signal?.aborted) return resolve();
      signal?.addEventListener("abort", stop, { once: true });
      scans.start(this, () => {
        signal?.removeEventListener("abort", stop);
        resolve();
      });
    });
  }

  /** Stops what this session drives and ends its subscriptions. Idempotent. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const { manager, observation, onClosed } = this.#o;
    manager.scans.stop(this);
    const stopped = manager.stopDrivenBy(this);
    await allTried([stopped, ...[...this.#unsubscribes].map((unsubscribe) => unsubscribe())]);
    const code = "connector/closed";
    observation.tell({ kind: "session-closed", session: this.id, code, reason: "closed by its user" });
    onClosed(this);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #checkOpen(): void {
    if (this.#closed) throw new ButtplugError("usage/closed", "this session was closed");
  }
}
