import type { InputType, OutputType } from "@buttplug-ts/core";
import type { FeatureWithInput, FeatureWithOutput } from "./capability-types.js";
import type { DeviceEvents } from "./client-events.js";
import { ControlTarget } from "./control-target.js";
import type { DeviceRecord, Subscription } from "./device-record.js";
import { Feature } from "./feature.js";

/**
 * A device that the server has connected. Its methods address all features that have the output. Once it is removed, or
 * the connection ends, the object is dead for good; a device that comes back is a new object with the same index.
 *
 * Commands resolve when their bytes have left for the device, or a newer value of the same feature took their place. They
 * reject with `device/no-output` or `device/value-out-of-range` before anything is sent, with `device/gone` once the device
 * is gone, and like any request.
 */
export class ClientDevice extends ControlTarget {
  /** The same as long as the server knows the device, also across connections. */
  readonly index: number;
  readonly #record: DeviceRecord;

  /** @internal */
  constructor(record: DeviceRecord) {
    const { deviceIndex } = record.info;
    super(record, record, { deviceIndex });
    this.index = deviceIndex;
    this.#record = record;
  }

  /** The name of the model. */
  get name(): string {
    return this.#record.info.deviceName;
  }

  /** The name that the user gave, else {@link name}. */
  get displayName(): string {
    return this.#record.info.deviceDisplayName ?? this.name;
  }

  /**
   * An id of this device that is the same in every run for an application of this name, and tells nothing about the device.
   * Undefined if the server gives none.
   */
  get stableId(): string | undefined {
    return this.#record.info.deviceFeatures.map(({ stableDeviceId }) => stableDeviceId).find(Boolean);
  }

  /** Milliseconds between two commands that the server sends to the device; 0 if it takes them as they come. */
  get messageGapMs(): number {
    return this.#record.info.deviceMessageTimingGap ?? 0;
  }

  /** Ordered by index. A feature stays the same object while the device has it. */
  get features(): readonly Feature[] {
    return this.#record.features.map((facts) => {
      facts.feature ??= new Feature(this.#record, facts);
      return facts.feature;
    });
  }

  /** The feature with this index. */
  feature(index: number): Feature | undefined {
    return this.features.find((feature) => feature.index === index);
  }

  /** The features that have an output. */
  featuresWith<T extends OutputType>(type: T): readonly FeatureWithOutput<T>[] {
    return this.features.filter((feature) => feature.hasOutput(type));
  }

  /** The features that have an input. */
  featuresWithInput<T extends InputType>(type: T): readonly FeatureWithInput<T>[] {
    return this.features.filter((feature) => feature.hasInput(type));
  }

  /** What is subscribed to. A dead object keeps what it had, so that an application can ask its successor for the same. */
  get subscriptions(): readonly Subscription[] {
    return this.#record.subscriptions;
  }

  /** Calls `listener` on every event of this name. Returns the function that ends it. */
  on<K extends keyof DeviceEvents>(event: K, listener: (payload: DeviceEvents[K]) => void): () => void {
    return this.#record.events.on(event, listener);
  }

  /** The events of one name from now on, until the loop is left or `signal` aborts. */
  events<K extends keyof DeviceEvents>(
    event: K,
    options?: { signal?: AbortSignal },
  ): AsyncIterableIterator<DeviceEvents[K]> {
    return this.#record.events.iterate(event, options);
  }
}
